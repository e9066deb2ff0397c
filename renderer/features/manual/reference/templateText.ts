import type { Template } from '../../../../shared/content/content.schema.ts';
import { eachText, type TextTree, wrapMatches } from '../textTree.ts';

const placeholder = /\{\{([a-zA-Z]+)\}\}/g;

type Labels = Pick<Template, 'placeholders'>;
const labelsOf = ({ placeholders }: Labels): ReadonlyMap<string, string> => new Map(placeholders.map(({ name, label }) => [name, label]));

/**
 * The template as text that can be pasted into any letter or mail: marks of Markdown taken away, cells of a table apart by tabs, and what
 * is to be filled in standing as `[label]`.
 */
export function templateText(template: Pick<Template, 'placeholders' | 'body'>): string {
  const labels = labelsOf(template);
  return template.body
    .split('\n')
    .filter((line) => !/^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/.test(line))
    .map((line) =>
      (/^\s*\|.*\|\s*$/.test(line) ? line.trim().slice(1, -1).split('|').map((cell) => cell.trim()).join('\t') : line.replace(/^#{1,6} +/, ''))
        .replaceAll(/\*\*(.+?)\*\*/g, '$1')
        .replaceAll(/(?<![\w*])\*(?=\S)([^*]*[^\s*])\*(?!\w)/g, '$1')
        .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replaceAll(placeholder, (_, name: string) => `[${labels.get(name) ?? name}]`),
    )
    .join('\n')
    .replaceAll(/^\n+|\n+$/g, '');
}

/** A rehype plugin that draws `{{name}}` as its label, set apart from the text around it. */
export const placeholderLabels = (template: Labels) => {
  const labels = labelsOf(template);
  return () => (tree: TextTree): void =>
    eachText(tree, (text) => wrapMatches(text, placeholder, ([whole, name]) => ({ type: 'element', tagName: 'var', properties: {}, children: [{ type: 'text', value: labels.get(name ?? '') ?? whole }] })));
};
