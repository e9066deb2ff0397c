import type { Editor } from '@tiptap/core';
import { isInTable } from '@tiptap/pm/tables';
import { useEditorState } from '@tiptap/react';
import { Bold, CalendarPlus, Heading2, Italic, Link2, List, ListChecks, ListOrdered, PilcrowLeft, PilcrowRight, Quote, Redo2, Table2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button, Group, ToggleButton, Toolbar } from 'react-aria-components';
import { useText } from '../../../i18n/useText.ts';
import { directionAt, setDirection } from '../editor/paragraphDirection.ts';
import { insertTable } from '../editor/tableNodes.ts';
import { DateDialog } from './DateDialog.tsx';
import { TableTools } from './TableTools.tsx';
import styles from './NoteEditor.module.css';

const firstRows = 3;
const firstColumns = 3;

/** Formatting, reachable from the text with Alt F10 and as one stop with arrow keys inside. The usual shortcuts work in the text too. */
export function EditorTools({ editor, onLink }: { readonly editor: Editor; readonly onLink: () => void }) {
  const text = useText();
  const [dating, setDating] = useState(false);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'), italic: now.isActive('italic'), heading: now.isActive('heading'), bullets: now.isActive('bulletList'), numbers: now.isActive('orderedList'), tasks: now.isActive('taskList'), quote: now.isActive('blockquote'),
      direction: directionAt(now.state), table: isInTable(now.state),
    }),
  });
  const marks = [
    { name: 'bold', icon: Bold, label: text('editor.bold'), run: () => editor.chain().focus().toggleBold().run() },
    { name: 'italic', icon: Italic, label: text('editor.italic'), run: () => editor.chain().focus().toggleItalic().run() },
    { name: 'heading', icon: Heading2, label: text('editor.heading'), run: () => editor.chain().focus().toggleHeading({ level: 2 }).run() },
    { name: 'bullets', icon: List, label: text('editor.bullets'), run: () => editor.chain().focus().toggleBulletList().run() },
    { name: 'numbers', icon: ListOrdered, label: text('editor.numbers'), run: () => editor.chain().focus().toggleOrderedList().run() },
    { name: 'tasks', icon: ListChecks, label: text('editor.tasks'), run: () => editor.chain().focus().toggleTaskList().run() },
    { name: 'quote', icon: Quote, label: text('editor.quote'), run: () => editor.chain().focus().toggleBlockquote().run() },
  ] as const;
  const turn = (direction: 'ltr' | 'rtl'): void => {
    setDirection(on.direction === direction ? 'auto' : direction)(editor.state, editor.view.dispatch);
    editor.commands.focus();
  };
  const table = (): void => {
    editor.commands.focus();
    insertTable(firstRows, firstColumns)(editor.state, editor.view.dispatch);
  };
  return (
    <div className={styles.bars}>
      <Toolbar className={styles.tools!} aria-label={text('editor.tools')}>
        <Group className={styles.group!} aria-label={text('editor.tools')}>
          {marks.map(({ name, icon: Icon, label, run }) => (
            <ToggleButton key={name} className={styles.tool!} isSelected={on[name]} onChange={run} aria-label={label}>
              <Icon size={16} aria-hidden="true" />
            </ToggleButton>
          ))}
        </Group>
        <Group className={styles.group!} aria-label={text('editor.insert')}>
          <Button className={styles.tool!} onPress={onLink} aria-label={text('editor.link')}><Link2 size={16} aria-hidden="true" /></Button>
          <Button className={styles.tool!} onPress={table} isDisabled={on.table} aria-label={text('editor.table')}><Table2 size={16} aria-hidden="true" /></Button>
          <Button className={styles.tool!} onPress={() => setDating(true)} aria-label={text('editor.date')}><CalendarPlus size={16} aria-hidden="true" /></Button>
        </Group>
        <Group className={styles.group!} aria-label={text('editor.direction')}>
          <ToggleButton className={styles.tool!} isSelected={on.direction === 'ltr'} onChange={() => turn('ltr')} aria-label={text('editor.ltr')}><PilcrowRight size={16} aria-hidden="true" /></ToggleButton>
          <ToggleButton className={styles.tool!} isSelected={on.direction === 'rtl'} onChange={() => turn('rtl')} aria-label={text('editor.rtl')}><PilcrowLeft size={16} aria-hidden="true" /></ToggleButton>
        </Group>
        <Group className={styles.group!} aria-label={text('editor.undo')}>
          <Button className={styles.tool!} onPress={() => editor.chain().focus().undo().run()} aria-label={text('editor.undo')}><Undo2 size={16} aria-hidden="true" /></Button>
          <Button className={styles.tool!} onPress={() => editor.chain().focus().redo().run()} aria-label={text('editor.redo')}><Redo2 size={16} aria-hidden="true" /></Button>
        </Group>
      </Toolbar>
      {on.table && <TableTools editor={editor} />}
      {dating && <DateDialog editor={editor} onClose={() => setDating(false)} />}
    </div>
  );
}
