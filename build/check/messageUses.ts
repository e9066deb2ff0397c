import ts from 'typescript';
import { parseTypeScript, placeOf, walk, type SourceText } from './parseTypeScript.ts';

export interface MessageUse {
  readonly place: string;
  /** The ids that the call may ask for: one, two of a condition, or a pattern such as `profile.${name}`. */
  readonly ids: readonly (string | RegExp)[];
  /** Names of the values given; null where they cannot be read off the source. */
  readonly values: readonly string[] | null;
  /** A value that no message names is a fault only where a single message is meant. */
  readonly exact: boolean;
}

export interface CodeStrings {
  readonly literals: ReadonlySet<string>;
  readonly patterns: readonly RegExp[];
  readonly uses: readonly MessageUse[];
}

/** A template such as `profile.${name}` as a pattern; undefined where it begins with something unknown or says nothing about the id. */
function patternOf(template: ts.TemplateExpression): RegExp | undefined {
  const head = template.head.text;
  if (!/^[a-z]\w*\.$|^[a-z]\w*\.[\w.]*$/.test(head) || head === 'failure.') return undefined;
  const quote = (text: string): string => text.replaceAll('.', '\\.');
  if (!template.templateSpans.every(({ literal }) => /^[\w.-]*$/.test(literal.text))) return undefined;
  return new RegExp(`^${quote(head)}${template.templateSpans.map(({ literal }) => `[\\w-]+${quote(literal.text)}`).join('')}$`);
}

function idsOf(expression: ts.Expression): (string | RegExp)[] | undefined {
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression)) return idsOf(expression.expression);
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression)) {
    const [yes, no] = [idsOf(expression.whenTrue), idsOf(expression.whenFalse)];
    return yes && no && [...yes, ...no];
  }
  const pattern = ts.isTemplateExpression(expression) ? patternOf(expression) : undefined;
  return pattern && [pattern];
}

function valueNames(values: ts.Expression | undefined): string[] | null {
  if (values === undefined) return [];
  if (!ts.isObjectLiteralExpression(values)) return null;
  const names: string[] = [];
  for (const property of values.properties) {
    if (ts.isSpreadAssignment(property) || ts.isComputedPropertyName(property.name)) return null;
    names.push(property.name.text);
  }
  return names;
}

const calledName = (call: ts.CallExpression): string => (ts.isIdentifier(call.expression) ? call.expression.text : ts.isPropertyAccessExpression(call.expression) ? call.expression.name.text : '');

/** Every string of the code that may be a message's id, and every call that shows one: `text(id, values)`, `fail(code, retry, details)`. */
export function messageUses(files: readonly SourceText[]): CodeStrings {
  const literals = new Set<string>();
  const patterns: RegExp[] = [];
  const uses: MessageUse[] = [];
  for (const file of files) {
    const source = parseTypeScript(file);
    walk(source, (node) => {
      if (ts.isStringLiteralLike(node)) literals.add(node.text);
      if (ts.isTemplateExpression(node)) {
        const pattern = patternOf(node);
        if (pattern) patterns.push(pattern);
      }
      if (ts.isCallExpression(node)) {
        const use = useOf(source, node);
        if (use) uses.push(use);
      }
      if (ts.isPropertyAssignment(node) && node.name.getText(source) === 'messageId') {
        const ids = idsOf(node.initializer);
        if (ids) uses.push({ place: placeOf(source, node), ids, values: null, exact: false });
      }
    });
  }
  return { literals, patterns, uses };
}

function useOf(source: ts.SourceFile, call: ts.CallExpression): MessageUse | undefined {
  const [first] = call.arguments;
  if (first === undefined) return undefined;
  const name = calledName(call);
  const place = placeOf(source, call);
  if (name === 'text') {
    const ids = idsOf(first);
    return ids && { place, ids, values: valueNames(call.arguments[1]), exact: ids.length === 1 && typeof ids[0] === 'string' };
  }
  // Failures: the id is made from the code. Details also go to the log, so more of them than the sentence names is no fault.
  const position = name === 'fail' || name === 'failure' ? 2 : undefined;
  if (position === undefined || !ts.isIdentifier(call.expression)) return undefined;
  const codes = idsOf(first);
  return codes && { place, ids: codes.filter((code) => typeof code === 'string').map((code) => `failure.${code}`), values: valueNames(call.arguments[position]), exact: false };
}
