import { Node } from '@tiptap/core';
import { dateNode } from '../../../../shared/domain/vault/noteText.ts';
import { today } from '../../../i18n/nearDate.ts';

const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** A date as one piece of the line, written out in the reader's language. Ctrl and semicolon writes today's. */
export const DateStampNode = Node.create<{ readonly written: (date: string) => string }>({
  name: dateNode,
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => ({ written: (date) => date }),
  addAttributes: () => ({ on: { default: '' } }),
  parseHTML: () => [{ tag: 'time[data-date-stamp]', getAttrs: (element) => (isDate(element.getAttribute('datetime')) ? { on: element.getAttribute('datetime') } : false) }],
  renderHTML({ node }) {
    const on: unknown = node.attrs['on'];
    return ['time', { 'data-date-stamp': '', datetime: String(on) }, isDate(on) ? this.options.written(on) : ''];
  },
  renderText: ({ node }) => String(node.attrs['on']),
  addKeyboardShortcuts() {
    return { 'Mod-;': () => this.editor.commands.insertContent({ type: dateNode, attrs: { on: today() } }) };
  },
});
