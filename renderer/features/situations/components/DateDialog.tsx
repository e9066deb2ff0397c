import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import { dateNode } from '../../../../shared/domain/vault/noteText.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './NoteEditor.module.css';

/** Asks for a day and writes it where the caret stood. */
export function DateDialog({ editor, onClose }: { readonly editor: Editor; readonly onClose: () => void }) {
  const text = useText();
  const [day, setDay] = useState(today());
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(day);
  const insert = (): void => {
    if (!whole) return;
    onClose();
    editor.chain().insertContent([{ type: dateNode, attrs: { on: day } }, { type: 'text', text: ' ' }]).focus().run();
  };
  return (
    <Dialog title={text('editor.date')} isOpen onClose={onClose}>
      <form className={styles.form} noValidate onSubmit={(event) => { event.preventDefault(); insert(); }}>
        <TextField label={text('editor.date.day')} type="date" value={day} onChange={setDay} autoFocus error={whole ? undefined : text('editor.date.missing')} />
        <div><Button type="submit" look="primary">{text('editor.date.insert')}</Button></div>
      </form>
    </Dialog>
  );
}
