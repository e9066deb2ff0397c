import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { noteTemplates, templateHeadings, type NoteTemplate } from '../noteTemplates.ts';
import styles from './NoteEditor.module.css';

/** Offered while the note is empty: headings to write under, which undo takes away again, and what is better left out. */
export function TemplateChoice({ editor }: { readonly editor: Editor }) {
  const text = useText();
  const empty = useEditorState({ editor, selector: ({ editor: now }) => now.isEmpty });
  if (!empty) return null;
  const begin = (template: NoteTemplate): void => {
    const content = templateHeadings[template].flatMap((id) => [{ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: text(id) }] }, { type: 'paragraph' }]);
    // The caret goes into the first paragraph: behind the first heading.
    editor.chain().setContent(content).focus((content[0]?.content?.[0]?.text.length ?? 0) + 3).run();
  };
  return (
    <>
      <div className={styles.templates} role="group" aria-label={text('template.label')}>
        <span>{text('template.label')}</span>
        {noteTemplates.map((template) => (
          <Button key={template} look="quiet" onPress={() => begin(template)}>{text(`template.${template}`)}</Button>
        ))}
      </div>
      {/* Where one begins to write is where it is still of use. */}
      <p className={styles.hint}>{text('note.care')}</p>
    </>
  );
}
