import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Bold, Heading2, Italic, List, ListChecks, ListOrdered, Quote, Redo2, Undo2 } from 'lucide-react';
import { Button, Group, ToggleButton, Toolbar } from 'react-aria-components';
import { useText } from '../../../i18n/useText.ts';
import styles from './NoteEditor.module.css';

/** Formatting, reachable by keyboard as one stop with arrow keys inside. The usual shortcuts work in the text too. */
export function EditorTools({ editor }: { readonly editor: Editor }) {
  const text = useText();
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({ bold: now.isActive('bold'), italic: now.isActive('italic'), heading: now.isActive('heading'), bullets: now.isActive('bulletList'), numbers: now.isActive('orderedList'), tasks: now.isActive('taskList'), quote: now.isActive('blockquote') }),
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
  return (
    <Toolbar className={styles.tools!} aria-label={text('editor.tools')}>
      <Group className={styles.group!} aria-label={text('editor.tools')}>
        {marks.map(({ name, icon: Icon, label, run }) => (
          <ToggleButton key={name} className={styles.tool!} isSelected={on[name]} onChange={run} aria-label={label}>
            <Icon size={16} aria-hidden="true" />
          </ToggleButton>
        ))}
      </Group>
      <Group className={styles.group!} aria-label={text('editor.undo')}>
        <Button className={styles.tool!} onPress={() => editor.chain().focus().undo().run()} aria-label={text('editor.undo')}>
          <Undo2 size={16} aria-hidden="true" />
        </Button>
        <Button className={styles.tool!} onPress={() => editor.chain().focus().redo().run()} aria-label={text('editor.redo')}>
          <Redo2 size={16} aria-hidden="true" />
        </Button>
      </Group>
    </Toolbar>
  );
}
