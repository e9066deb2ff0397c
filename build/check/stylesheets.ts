import path from 'node:path';
import type { CheckStep } from './checkStep.ts';
import type { SourceText } from './parseTypeScript.ts';
import { isTest, readSource, sourceFiles } from './sourceFiles.ts';

const tokensFile = 'renderer/design/tokens.css';

const physical = /^(?:(?:scroll-)?(?:margin|padding)-(?:top|right|bottom|left)|border-(?:top|right|bottom|left)(?:-.+)?|top|right|bottom|left|(?:min-|max-)?(?:width|height))$/;
const physicalValues = new Set(['text-align', 'float', 'clear', 'caption-side']);
/** The sides of these shorthands are physical; they are safe while left and right are alike. */
const sided = /^(?:margin|padding|inset|border-width|border-style|border-color|scroll-margin|scroll-padding)$/;
const colourFunction = /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/i;
const colourProperty = /color|background|border|outline|fill|stroke|shadow|decoration|rule/;
const colourNames = /(?<![\w-])(?:black|white|gr[ae]y|silver|red|maroon|yellow|olive|lime|green|aqua|cyan|teal|blue|navy|fuchsia|magenta|purple|orange|pink|brown|gold|beige|ivory|crimson|indigo|violet|(?:dark|light|pale|medium|dim|steel|sky|royal|slate|dodger|forest|sea|tan|tomato|salmon|coral|khaki|orchid|plum|snow|linen|wheat)[a-z]*)(?![\w-])/i;
/** Set by React Aria on what it positions. */
const setByReactAria = /^--(?:trigger-|overlay-|visual-viewport-|page-|tree-item-|disclosure-panel-|tab-panel-|trigger-anchor-|origin)/;

interface Declaration {
  readonly line: number;
  readonly property: string;
  readonly value: string;
}

/** Comments and strings are blanked, not cut, so that lines stay where they are. */
const withoutComments = (css: string): string => css.replaceAll(/\/\*[\s\S]*?\*\/|"[^"\n]*"|'[^'\n]*'/g, (found) => found.replaceAll(/[^\n]/g, ' '));

function declarations(css: string): Declaration[] {
  return [...css.matchAll(/(?<=[{;]\s*|^\s*)(--[\w-]+|[a-z][a-z-]*)\s*:\s*([^;{}]*)(?=[;}])/g)].map((match) => ({ line: css.slice(0, match.index).split('\n').length, property: match[1] ?? '', value: (match[2] ?? '').trim() }));
}

/** Names of the classes that a stylesheet defines. */
const classesOf = (css: string): Set<string> => new Set([...css.matchAll(/([^{};]+)\{/g)].flatMap(([, selector = '']) => [...selector.matchAll(/\.([a-z_][\w-]*)/gi)].map(([, name = '']) => name)));

/** Faults of one stylesheet; `known` are the custom properties that exist outside of it. */
export function stylesheetFaults({ file, text }: SourceText, known: ReadonlySet<string>): string[] {
  const css = withoutComments(text);
  const found = declarations(css);
  const own = new Set(found.map(({ property }) => property).filter((property) => property.startsWith('--')));
  const faults: string[] = [];
  for (const { line, property, value } of found) {
    const fault = (what: string): unknown => faults.push(`${file}:${line}  ${what}`);
    if (physical.test(property)) fault(`${property}: use the logical property, so that the layout turns round with the language`);
    if (physicalValues.has(property) && /\b(?:left|right)\b/.test(value)) fault(`${property}: ${value}: use start or end`);
    const sides = value.split(/\s+(?![^(]*\))/);
    if (sided.test(property) && sides.length === 4 && sides[1] !== sides[3]) fault(`${property}: left and right differ: use the logical properties`);
    if (file !== tokensFile && (colourFunction.test(value) || (colourProperty.test(property) && colourNames.test(value)))) fault(`${property}: ${value}: a colour that is no token`);
    for (const [, name = '', comma] of value.matchAll(/var\(\s*(--[\w-]+)\s*(,?)/g)) {
      if (comma !== ',' && !own.has(name) && !known.has(name) && !setByReactAria.test(name)) fault(`${name}: there is no such token`);
    }
  }
  return faults;
}

/** Classes that components name and stylesheets lack, and classes that nobody names. A missing class is silent in the app: the style is not there. */
export function classFaults(stylesheets: readonly SourceText[], components: readonly SourceText[]): string[] {
  const faults: string[] = [];
  const used = new Map<string, Set<string> | 'any'>();
  const defined = new Map(stylesheets.map(({ file, text }) => [file, classesOf(withoutComments(text))]));
  for (const { file, text } of components) {
    for (const [, name = '', from = ''] of text.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
      const stylesheet = path.posix.join(path.posix.dirname(file), from);
      const classes = defined.get(stylesheet);
      if (!classes) {
        faults.push(`${file}  imports ${from}, which does not exist`);
        continue;
      }
      const uses = new Set([...text.matchAll(new RegExp(`\\b${name}(?:\\.(\\w+)|\\['([\\w-]+)'\\])`, 'g'))].map(([, dotted, quoted]) => dotted ?? quoted ?? ''));
      for (const use of uses) if (!classes.has(use)) faults.push(`${file}  ${name}.${use}: ${path.posix.basename(stylesheet)} has no such class`);
      const before = used.get(stylesheet);
      const dynamic = new RegExp(`\\b${name}\\[(?!')|\\b${name}[,)}]`).test(text);
      used.set(stylesheet, dynamic || before === 'any' ? 'any' : new Set([...(before ?? []), ...uses]));
    }
  }
  for (const [stylesheet, classes] of defined) {
    const uses = used.get(stylesheet);
    if (!uses) faults.push(`${stylesheet}  no component imports it`);
    else if (uses !== 'any') for (const name of classes) if (!uses.has(name)) faults.push(`${stylesheet}  .${name} is used nowhere`);
  }
  return faults;
}

export const stylesheets: CheckStep = {
  name: 'Stylesheets',
  run() {
    const read = (file: string): SourceText => ({ file, text: readSource(file) });
    const all = sourceFiles(['renderer'], (file) => file.endsWith('.css')).map(read);
    const components = sourceFiles(['renderer'], (file) => /\.tsx?$/.test(file) && !isTest(file)).map(read);
    const known = new Set([...all.filter(({ file }) => !file.endsWith('.module.css')), ...components].flatMap(({ text }) => [...text.matchAll(/(--[\w-]+)['"]?\s*[:\]]/g)].map(([, name = '']) => name)));
    const faults = [...all.flatMap((one) => stylesheetFaults(one, known)), ...classFaults(all.filter(({ file }) => file.endsWith('.module.css')), components)];
    return Promise.resolve({ faults, looked: `${all.length} stylesheets, ${components.length} components` });
  },
};
