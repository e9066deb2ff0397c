import { Node } from '@tiptap/core';
import type { Node as DocumentNode } from '@tiptap/pm/model';
import { type Command, TextSelection } from '@tiptap/pm/state';
import { addColumnAfter, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, tableEditing, toggleHeaderRow } from '@tiptap/pm/tables';

const mostSpan = 50;
const span = (element: HTMLElement, name: string): number => Math.min(mostSpan, Math.max(1, Number.parseInt(element.getAttribute(name) ?? '1', 10) || 1));
const spanAttribute = (name: 'colspan' | 'rowspan') => ({ default: 1, parseHTML: (element: HTMLElement) => span(element, name), renderHTML: (attributes: Record<string, unknown>) => (attributes[name] === 1 ? {} : { [name]: String(attributes[name]) }) });
/** No tables in tables: they cannot be walked with the Tab key, nor read as text. */
const cellContent = '(paragraph | bulletList | orderedList | taskList)+';

/** What each node is to prosemirror-tables. */
const tableRoles: Readonly<Record<string, string>> = { table: 'table', tableRow: 'row', tableCell: 'cell', tableHeader: 'header_cell' };

const cell = (name: 'tableCell' | 'tableHeader', tag: 'td' | 'th') =>
  Node.create({
    name,
    content: cellContent,
    isolating: true,
    addAttributes: () => ({ colspan: spanAttribute('colspan'), rowspan: spanAttribute('rowspan'), colwidth: { default: null, rendered: false } }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });

export const TableCell = cell('tableCell', 'td');
export const TableHeader = cell('tableHeader', 'th');

export const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: ({ HTMLAttributes }) => ['tr', HTMLAttributes, 0],
});

/** Tab and Shift Tab go from cell to cell, and Tab in the last one begins a row. */
export const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  // Asked for every node of the editor, not for this one alone.
  extendNodeSchema: ({ name }) => ({ tableRole: tableRoles[name] }),
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: ({ HTMLAttributes }) => ['table', HTMLAttributes, ['tbody', 0]],
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const run = (command: Command): boolean => command(this.editor.state, this.editor.view.dispatch, this.editor.view);
    return {
      Tab: () => {
        if (!isInTable(this.editor.state)) return false;
        if (run(goToNextCell(1))) return true;
        return run(addRowAfter) && run(goToNextCell(1));
      },
      'Shift-Tab': () => isInTable(this.editor.state) && run(goToNextCell(-1)),
      'Mod-Enter': () => isInTable(this.editor.state) && leaveTable(this.editor.state, this.editor.view.dispatch),
    };
  },
});

export const tableCommands: Readonly<Record<'rowBefore' | 'rowAfter' | 'columnAfter' | 'headings' | 'deleteRow' | 'deleteColumn' | 'deleteTable', Command>> = {
  rowBefore: addRowBefore, rowAfter: addRowAfter, columnAfter: addColumnAfter, headings: toggleHeaderRow, deleteRow, deleteColumn, deleteTable,
};

/** A table with a row of headings, the caret in its first cell. */
export const insertTable = (rows: number, columns: number): Command => (state, dispatch) => {
  const { table, tableRow, tableCell, tableHeader } = state.schema.nodes;
  if (table === undefined || tableRow === undefined || tableCell === undefined || tableHeader === undefined || isInTable(state)) return false;
  const row = (type: typeof tableCell): DocumentNode => tableRow.create(null, Array.from({ length: columns }, () => type.createAndFill() as DocumentNode));
  const node = table.create(null, [row(tableHeader), ...Array.from({ length: rows - 1 }, () => row(tableCell))]);
  const transaction = state.tr.replaceSelectionWith(node);
  const from = transaction.mapping.map(state.selection.from);
  transaction.doc.nodesBetween(Math.max(0, from - node.nodeSize - 2), transaction.doc.content.size, (child, at) => {
    if (child.type === table && transaction.doc.nodeAt(at)?.eq(node) === true) transaction.setSelection(TextSelection.near(transaction.doc.resolve(at + 3)));
    return child.type !== table;
  });
  dispatch?.(transaction.scrollIntoView());
  return true;
};

/** Puts the caret behind the table, into a paragraph that is made where there is none. */
const leaveTable: Command = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name !== 'table') continue;
    const behind = $from.after(depth);
    const transaction = state.tr;
    const paragraph = state.schema.nodes['paragraph'];
    if (state.doc.resolve(behind).nodeAfter?.isTextblock !== true && paragraph !== undefined) transaction.insert(behind, paragraph.create());
    dispatch?.(transaction.setSelection(TextSelection.near(transaction.doc.resolve(behind + 1))).scrollIntoView());
    return true;
  }
  return false;
};
