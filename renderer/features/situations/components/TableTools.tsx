import type { Editor } from '@tiptap/core';
import { Button, Toolbar } from 'react-aria-components';
import { useText } from '../../../i18n/useText.ts';
import { tableCommands } from '../editor/tableNodes.ts';
import styles from './NoteEditor.module.css';

const commands = ['rowBefore', 'rowAfter', 'columnAfter', 'headings', 'deleteRow', 'deleteColumn', 'deleteTable'] as const;

/** What can be done with the table in which the caret stands, in words. */
export function TableTools({ editor }: { readonly editor: Editor }) {
  const text = useText();
  const run = (name: (typeof commands)[number]): void => {
    editor.commands.focus();
    tableCommands[name](editor.state, editor.view.dispatch, editor.view);
  };
  return (
    <Toolbar className={styles.tableTools!} aria-label={text('editor.table.tools')}>
      {commands.map((name) => <Button key={name} className={styles.wordTool!} onPress={() => run(name)}>{text(`editor.table.${name}`)}</Button>)}
    </Toolbar>
  );
}
