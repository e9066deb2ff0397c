/**
 * A template with its values as blocks of a document. The Markdown is that of published templates: headings, paragraphs, lists, tables,
 * bold and italic. Values are words and never markup, whatever is typed into them.
 */
import type { DocumentBlock, TextRun } from '../documents/documentModel.ts';
import { type PaperTemplate, templateFields } from './templateFields.ts';

/** Stands in place of a value while the Markdown is read, so that nothing in a value is taken for Markdown. Private use area. */
const open = '\uE000';
const close = '\uE001';
const marked = /\uE000([a-zA-Z]+)\uE001/g;

type Values = ReadonlyMap<string, string>;

/** How a field without words is printed: its label between brackets, so that nobody takes the paper for finished. */
const gap = (label: string): string => `[${label}]`;

const clean = (text: string): string => text.replace(/[\uE000\uE001\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '');

export function templateBlocks(template: Pick<PaperTemplate, 'body' | 'placeholders'>, values: Readonly<Record<string, string>>): DocumentBlock[] {
  const shown: Values = new Map(templateFields(template).map(({ name, label }) => {
    const value = clean(values[name] ?? '').trim();
    return [name, value === '' ? gap(label) : value];
  }));
  const body = clean(template.body).replace(/\{\{([a-zA-Z]+)\}\}/g, `${open}$1${close}`);
  return body.split(/\n{2,}/).flatMap((chunk) => blocksOf(chunk.replace(/^\n+|\n+$/g, ''), shown)).slice(0, 3_000);
}

const inWords = (text: string, values: Values): string => text.replace(marked, (_, name: string) => values.get(name) ?? '');

/** Bold and italic of the template; the words of a value are put in afterwards and carry the look of the place they stand in. */
function runs(text: string, values: Values): TextRun[] {
  const parts = text.split(/(\*\*[^*]+\*\*|(?<!\w)\*[^*\s][^*]*\*(?!\w))/g).filter((part) => part !== '');
  const made = parts.map((part): TextRun => {
    if (/^\*\*[^*]+\*\*$/.test(part)) return { text: inWords(part.slice(2, -2), values), bold: true };
    if (/^\*[^*]+\*$/.test(part)) return { text: inWords(part.slice(1, -1), values), italic: true };
    return { text: inWords(part, values) };
  });
  return made.map((run) => ({ ...run, text: run.text.replace(/\s*\n\s*/g, '; ').slice(0, 20_000) }));
}

const cells = (row: string): string[] => row.trim().replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());
const isRule = (row: string): boolean => /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*:?-*:?\s*$/.test(row);

function blocksOf(chunk: string, values: Values): DocumentBlock[] {
  const lines = chunk.split('\n');
  const first = lines[0] ?? '';
  const heading = /^(#{1,6}) +(.*)$/.exec(first);
  if (heading !== null) {
    const level = Math.min(3, Math.max(1, (heading[1]?.length ?? 2) - 1)) as 1 | 2 | 3;
    const rest = lines.slice(1).join('\n');
    const text = inWords(heading[2] ?? '', values).replace(/\*\*/g, '').replace(/\s*\n\s*/g, '; ').slice(0, 400);
    return [{ kind: 'heading', level, text }, ...(rest.trim() === '' ? [] : blocksOf(rest, values))];
  }
  if (/^\s*\|/.test(first) && lines.length > 1 && isRule(lines[1] ?? '')) return [table(lines, values)];
  const item = /^\s*(?:([-*+])|\d+[.)]) +/;
  if (item.test(first)) return [list(lines, item, values)];
  return paragraph(chunk, values);
}

function table(lines: readonly string[], values: Values): DocumentBlock {
  const header = cells(lines[0] ?? '').slice(0, 12).map((cell) => inWords(cell, values).slice(0, 400));
  const rows = lines.slice(2).filter((line) => /^\s*\|/.test(line)).map((line) => {
    const made = cells(line).slice(0, header.length).map((cell) => inWords(cell, values).replace(/\*\*/g, '').slice(0, 4_000));
    return [...made, ...Array.from({ length: header.length - made.length }, () => '')];
  });
  return { kind: 'table', header, rows: rows.slice(0, 1_000) };
}

function list(lines: readonly string[], item: RegExp, values: Values): DocumentBlock {
  const items: string[] = [];
  for (const line of lines) {
    if (item.test(line)) items.push(line.replace(item, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: !/^\s*[-*+] /.test(lines[0] ?? ''), items: items.map((words) => runs(words, values)) };
}

/** A paragraph that is one field and nothing else keeps the lines of its value: as a list where there are several. */
function paragraph(chunk: string, values: Values): DocumentBlock[] {
  const only = /^\uE000([a-zA-Z]+)\uE001$/.exec(chunk.trim());
  const value = only === null ? undefined : values.get(only[1] ?? '');
  const parts = value?.split('\n').map((line) => line.trim()).filter((line) => line !== '') ?? [];
  if (parts.length > 1) return [{ kind: 'list', ordered: false, items: parts.slice(0, 500).map((text) => [{ text }]) }];
  return [{ kind: 'paragraph', runs: runs(chunk.replace(/\n/g, ' '), values) }];
}
