import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { messages as english } from '../../shared/messages/en.ts';
import type { CheckStep } from './checkStep.ts';
import { messageUses } from './messageUses.ts';
import type { SourceText } from './parseTypeScript.ts';
import { isTest, readSource, sourceFiles } from './sourceFiles.ts';

/** The values that a message needs: arguments, numbers, dates, choices and tags, also inside a choice. */
function neededValues(elements: readonly MessageFormatElement[], names = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    names.add(element.value);
    if (element.type === TYPE.plural || element.type === TYPE.select) for (const option of Object.values(element.options)) neededValues(option.value, names);
    if (element.type === TYPE.tag) neededValues(element.children, names);
  }
  return names;
}

/** Compares a catalogue with the code that uses it. Returns one line for each fault. */
export function catalogueFaults(catalogue: Readonly<Record<string, string>>, files: readonly SourceText[]): string[] {
  const faults: string[] = [];
  const needed = new Map<string, Set<string>>();
  for (const [id, message] of Object.entries(catalogue)) {
    if (message.trim() === '') faults.push(`${id}  is empty`);
    try {
      needed.set(id, neededValues(parse(message)));
    } catch (error) {
      faults.push(`${id}  is not in ICU message format: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const { literals, patterns, uses } = messageUses(files);
  for (const id of Object.keys(catalogue)) {
    const used = literals.has(id) || (id.startsWith('failure.') && literals.has(id.slice('failure.'.length))) || patterns.some((pattern) => pattern.test(id));
    if (!used) faults.push(`${id}  is used nowhere`);
  }
  for (const { place, ids, values, exact } of uses) {
    for (const wanted of ids) {
      const found = typeof wanted === 'string' ? (wanted in catalogue ? [wanted] : []) : Object.keys(catalogue).filter((id) => wanted.test(id));
      if (found.length === 0) faults.push(`${place}  no message is named ${typeof wanted === 'string' ? wanted : wanted.source}`);
      // What a template can name is wider than what it does name, so values are compared only where the id is written out.
      for (const id of values === null || typeof wanted !== 'string' ? [] : found) {
        const missing = [...(needed.get(id) ?? [])].filter((name) => !values?.includes(name));
        if (missing.length > 0) faults.push(`${place}  ${id} needs ${missing.join(', ')}`);
        const idle = exact ? (values ?? []).filter((name) => !needed.get(id)?.has(name)) : [];
        if (idle.length > 0) faults.push(`${place}  ${id} does not use ${idle.join(', ')}`);
      }
    }
  }
  return faults;
}

export const messages: CheckStep = {
  name: 'Messages',
  run() {
    const files = sourceFiles(['electron', 'renderer', 'shared', 'secretariat'], (file) => /\.tsx?$/.test(file) && !isTest(file) && !file.startsWith('shared/messages/'));
    return Promise.resolve({ faults: catalogueFaults(english, files.map((file) => ({ file, text: readSource(file) }))), looked: `${Object.keys(english).length} messages, ${files.length} files` });
  },
};
