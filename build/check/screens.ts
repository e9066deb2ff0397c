import ts from 'typescript';
import type { CheckStep } from './checkStep.ts';
import { parseTypeScript, placeOf, walk, type SourceText } from './parseTypeScript.ts';
import { isTest, readSource, sourceFiles } from './sourceFiles.ts';

/** Attributes that someone reads or hears, ours and HTML's. */
const readAttributes = new Set(['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext', 'description', 'errorMessage', 'heading', 'hint', 'label', 'placeholder', 'title']);
const letters = /\p{L}{2}/u; // a single letter is a key or a unit

/** Faults of one component: words that are no message, styles in the markup, markup from a string. */
export function screenFaults(file: SourceText): string[] {
  const source = parseTypeScript(file);
  const faults: string[] = [];
  const bareText = (node: ts.Node, text: string): void => {
    const words = text.replaceAll(/\s+/g, ' ').trim();
    if (letters.test(words)) faults.push(`${placeOf(source, node)}  bare text "${words}": give it a message`);
  };
  walk(source, (node) => {
    if (ts.isJsxText(node)) bareText(node, node.text);
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression) for (const text of shownStrings(node.expression)) bareText(text, text.text);
    if (!ts.isJsxAttribute(node)) return;
    const name = node.name.getText(source);
    if (name === 'style') faults.push(`${placeOf(source, node)}  inline style: use a class`);
    if (name === 'dangerouslySetInnerHTML') faults.push(`${placeOf(source, node)}  markup from a string`);
    if (!readAttributes.has(name) || !node.initializer) return;
    if (ts.isStringLiteral(node.initializer)) bareText(node, node.initializer.text);
    if (ts.isJsxExpression(node.initializer) && node.initializer.expression) for (const text of shownStrings(node.initializer.expression)) bareText(text, text.text);
  });
  return faults;
}

/** String literals that an expression may put on the screen: itself, both branches of a condition, the right side of && || ??, the text of a template. */
function shownStrings(expression: ts.Expression): (ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail)[] {
  if (ts.isParenthesizedExpression(expression)) return shownStrings(expression.expression);
  if (ts.isStringLiteralLike(expression)) return [expression];
  if (ts.isConditionalExpression(expression)) return [...shownStrings(expression.whenTrue), ...shownStrings(expression.whenFalse)];
  if (ts.isTemplateExpression(expression)) return [expression.head, ...expression.templateSpans.map(({ literal }) => literal)];
  if (ts.isBinaryExpression(expression)) return [...(expression.operatorToken.kind === ts.SyntaxKind.PlusToken ? shownStrings(expression.left) : []), ...shownStrings(expression.right)].filter(() => joins.has(expression.operatorToken.kind));
  return [];
}

const joins = new Set<ts.SyntaxKind>([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken, ts.SyntaxKind.PlusToken]);

/** The page itself: the content security policy would refuse these in the app, and nobody would see why. */
export function pageFaults({ file, text }: SourceText): string[] {
  const refused: readonly (readonly [RegExp, string])[] = [[/\sstyle\s*=/i, 'inline style'], [/<style\b/i, 'style element'], [/<script(?![^>]*\bsrc=)/i, 'inline script'], [/\son[a-z]+\s*=/i, 'inline handler'], [/(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i, 'something from another host']];
  return text.split('\n').flatMap((line, index) => refused.filter(([pattern]) => pattern.test(line)).map(([, what]) => `${file}:${index + 1}  ${what}`));
}

export const screens: CheckStep = {
  name: 'Screens: words and styles',
  run() {
    const files = sourceFiles(['renderer'], (file) => /\.(tsx|html)$/.test(file) && !isTest(file));
    const faults = files.flatMap((file) => (file.endsWith('.html') ? pageFaults : screenFaults)({ file, text: readSource(file) }));
    return Promise.resolve({ faults, looked: `${files.length} files` });
  },
};
