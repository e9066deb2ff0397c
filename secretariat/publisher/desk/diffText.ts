import type { RedlineBlock } from '../../../shared/text/redline.ts';
import type { TextPart } from '../../../shared/text/wordDifferences.ts';
import { hasNothing, type EditionDiff } from './editionDiff.ts';

const kindWords = { added: 'NEW', changed: 'CHANGED', removed: 'REMOVED', moved: 'MOVED' } as const;
const contextWords = 8;

/** A diff for a terminal: [-taken away-] {+added+}, in colour where the terminal has it. */
export function diffText(diff: EditionDiff, colour: boolean): string[] {
  const ink = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const words = (parts: readonly TextPart[]): string =>
    parts.map((part, at) => (part.kind === 'same' ? shorten(part.text, at === 0, at === parts.length - 1) : part.kind === 'added' ? ink(32, `{+${part.text}+}`) : ink(31, `[-${part.text}-]`))).join(' ');
  const blocks = (list: readonly RedlineBlock[]): string[] =>
    list.flatMap((block) => {
      switch (block.kind) {
        case 'same':
          return [];
        case 'changed':
          return [`    ${words(block.parts)}`];
        case 'moved':
          return [`    (moved here) ${block.text}`];
        case 'added':
          return [`    ${ink(32, `{+${block.text}+}`)}`];
        case 'removed':
          return [`    ${ink(31, `[-${block.text}-]`)}`];
      }
    });
  const lines = [`Edition ${diff.after} against ${diff.before ?? 'nothing: it is the first edition'}`, ''];
  for (const { name, parts } of diff.cover) lines.push(`Cover, ${name}: ${words(parts)}`);
  for (const section of diff.sections) {
    lines.push(`${kindWords[section.kind]} section ${section.number} ${section.title}${section.numberBefore === null ? '' : ` (was ${section.numberBefore})`}`);
    if (diff.before === null) continue; // the first edition is read in the preview
    for (const { name, parts } of section.lines) lines.push(`    ${name}: ${words(parts)}`);
    lines.push(...blocks(section.body), '');
  }
  for (const edit of diff.toolkitEdits) {
    lines.push(`TOOLKIT ${edit.toolkit}, question ${edit.itemId}: ${ink(edit.editClass === 'wording' || edit.editClass === 'added' ? 32 : 33, edit.editClass.toUpperCase())}`);
    if (edit.before !== null) lines.push(`    was: ${edit.before}`);
    if (edit.after !== null) lines.push(`    is:  ${edit.after}`);
  }
  for (const other of diff.others) lines.push(`${kindWords[other.change]} ${other.kind} ${other.title}`, ...blocks(other.blocks));
  if (hasNothing(diff)) lines.push('Nothing differs.');
  return lines;
}

function shorten(text: string, isFirst: boolean, isLast: boolean): string {
  const words = text.split(' ');
  if (words.length <= contextWords * 2) return text;
  const head = isFirst ? '' : `${words.slice(0, contextWords).join(' ')} `;
  return `${head}...${isLast ? '' : ` ${words.slice(-contextWords).join(' ')}`}`;
}
