import type { Editor } from '@tiptap/core';
import { isInTable } from '@tiptap/pm/tables';
import { useEditorState } from '@tiptap/react';
import { Bold, CalendarPlus, Heading2, Italic, Link2, List, ListChecks, ListOrdered, PilcrowLeft, PilcrowRight, Quote, Redo2, Search, Table2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button, Group, ToggleButton, Toolbar } from 'react-aria-components';
import { keysText } from '../../../app/shell/shortcuts.ts';
import { Tip } from '../../../design/components/Tip.tsx';
import { useText } from '../../../i18n/useText.ts';
import { directionAt, setDirection } from '../editor/paragraphDirection.ts';
import { insertTable } from '../editor/tableNodes.ts';
import { DateDialog } from './DateDialog.tsx';
import { TableTools } from './TableTools.tsx';
import styles from './NoteEditor.module.css';

const firstRows = 3;
const firstColumns = 3;

/** Formatting, reachable from the text with Alt F10 and as one stop with arrow keys inside. The usual shortcuts work in the text too. */
export function EditorTools({ editor, onLink, onFind }: { readonly editor: Editor; readonly onLink: () => void; readonly onFind: () => void }) {
  const text = useText();
  const [dating, setDating] = useState(false);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'), italic: now.isActive('italic'), heading: now.isActive('heading'), bullets: now.isActive('bulletList'), numbers: now.isActive('orderedList'), tasks: now.isActive('taskList'), quote: now.isActive('blockquote'),
      direction: directionAt(now.state), table: isInTable(now.state),
    }),
  });
  const withKeys = (name: string, keys: string): string => text('editor.keys', { name, keys: keysText(keys) });
  const marks = [
    { name: 'bold', icon: Bold, label: text('editor.bold'), keys: 'B', run: () => editor.chain().focus().toggleBold().run() },
    { name: 'italic', icon: Italic, label: text('editor.italic'), keys: 'I', run: () => editor.chain().focus().toggleItalic().run() },
    { name: 'heading', icon: Heading2, label: text('editor.heading'), keys: 'Alt+2', run: () => editor.chain().focus().toggleHeading({ level: 2 }).run() },
    { name: 'bullets', icon: List, label: text('editor.bullets'), keys: 'Shift+8', run: () => editor.chain().focus().toggleBulletList().run() },
    { name: 'numbers', icon: ListOrdered, label: text('editor.numbers'), keys: 'Shift+7', run: () => editor.chain().focus().toggleOrderedList().run() },
    { name: 'tasks', icon: ListChecks, label: text('editor.tasks'), keys: 'Shift+9', run: () => editor.chain().focus().toggleTaskList().run() },
    { name: 'quote', icon: Quote, label: text('editor.quote'), keys: 'Shift+B', run: () => editor.chain().focus().toggleBlockquote().run() },
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
          {marks.map(({ name, icon: Icon, label, keys, run }) => (
            <Tip key={name} words={name === 'tasks' ? text('editor.tasks.tick', { name: withKeys(label, keys), keys: keysText('Enter') }) : withKeys(label, keys)}>
              <ToggleButton className={styles.tool!} isSelected={on[name]} onChange={run} aria-label={label}>
                <Icon size={16} aria-hidden="true" />
              </ToggleButton>
            </Tip>
          ))}
        </Group>
        <Group className={styles.group!} aria-label={text('editor.insert')}>
          <Tip words={withKeys(text('editor.link'), 'Shift+K')}><Button className={styles.tool!} onPress={onLink} aria-label={text('editor.link')}><Link2 size={16} aria-hidden="true" /></Button></Tip>
          <Tip words={text('editor.table')}><Button className={styles.tool!} onPress={table} isDisabled={on.table} aria-label={text('editor.table')}><Table2 size={16} aria-hidden="true" /></Button></Tip>
          <Tip words={withKeys(text('editor.date'), ';')}><Button className={styles.tool!} onPress={() => setDating(true)} aria-label={text('editor.date')}><CalendarPlus size={16} aria-hidden="true" /></Button></Tip>
        </Group>
        <Group className={styles.group!} aria-label={text('editor.direction')}>
          <Tip words={withKeys(text('editor.ltr'), 'Shift+,')}><ToggleButton className={styles.tool!} isSelected={on.direction === 'ltr'} onChange={() => turn('ltr')} aria-label={text('editor.ltr')}><PilcrowRight size={16} aria-hidden="true" /></ToggleButton></Tip>
          <Tip words={withKeys(text('editor.rtl'), 'Shift+.')}><ToggleButton className={styles.tool!} isSelected={on.direction === 'rtl'} onChange={() => turn('rtl')} aria-label={text('editor.rtl')}><PilcrowLeft size={16} aria-hidden="true" /></ToggleButton></Tip>
        </Group>
        <Group className={styles.group!} aria-label={text('editor.undo')}>
          <Tip words={withKeys(text('editor.undo'), 'Z')}><Button className={styles.tool!} onPress={() => editor.chain().focus().undo().run()} aria-label={text('editor.undo')}><Undo2 size={16} aria-hidden="true" /></Button></Tip>
          <Tip words={withKeys(text('editor.redo'), 'Y')}><Button className={styles.tool!} onPress={() => editor.chain().focus().redo().run()} aria-label={text('editor.redo')}><Redo2 size={16} aria-hidden="true" /></Button></Tip>
          <Tip words={withKeys(text('editor.find'), 'F')}><Button className={styles.tool!} onPress={onFind} aria-label={text('editor.find')}><Search size={16} aria-hidden="true" /></Button></Tip>
        </Group>
      </Toolbar>
      {on.table && <TableTools editor={editor} />}
      {dating && <DateDialog editor={editor} onClose={() => setDating(false)} />}
    </div>
  );
}
