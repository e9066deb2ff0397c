import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button, Input } from 'react-aria-components';
import { useText } from '../../../i18n/useText.ts';
import { findingOf, lookFor, stepFinding } from '../editor/textFinding.ts';
import styles from './FindBar.module.css';

interface FindBarProps {
  readonly editor: Editor;
  /** What to begin with, where one came here from a search; null where the bar was asked for by keyboard. */
  readonly initial: string | null;
  readonly onClose: () => void;
}

/** Finds words in the open note: Enter and Shift Enter go from one to the next, Escape leaves. */
export function FindBar({ editor, initial, onClose }: FindBarProps) {
  const text = useText();
  const field = useRef<HTMLInputElement>(null);
  const { query, places, current } = useEditorState({ editor, selector: (snapshot) => findingOf(snapshot.editor.state) });
  useEffect(() => {
    if (initial === null) field.current?.select();
    else lookFor(initial)(editor.state, editor.view.dispatch);
  }, [editor, initial]);
  useEffect(() => () => {
    if (!editor.isDestroyed) lookFor('')(editor.state, editor.view.dispatch);
  }, [editor]);
  const step = (by: 1 | -1): void => void stepFinding(by)(editor.state, editor.view.dispatch);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  };
  return (
    <search className={styles.bar} aria-label={text('editor.find')} onKeyDown={(event) => { if (event.key === 'Escape') onClose(); }}>
      <Input ref={field} className={styles.input!} type="text" aria-label={text('editor.find')} placeholder={text('editor.find')} autoFocus={initial === null} autoComplete="off" dir="auto" maxLength={200} value={query} onChange={(event) => lookFor(event.target.value)(editor.state, editor.view.dispatch)} onKeyDown={press} />
      <span className={styles.count} role="status">{query.trim() === '' ? '' : places.length === 0 ? text('editor.find.none') : text('editor.find.at', { at: current + 1, total: places.length })}</span>
      <Button className={styles.button!} aria-label={text('editor.find.previous')} isDisabled={places.length === 0} onPress={() => step(-1)}><ChevronUp size={16} aria-hidden="true" /></Button>
      <Button className={styles.button!} aria-label={text('editor.find.next')} isDisabled={places.length === 0} onPress={() => step(1)}><ChevronDown size={16} aria-hidden="true" /></Button>
      <Button className={styles.button!} aria-label={text('editor.find.close')} onPress={onClose}><X size={16} aria-hidden="true" /></Button>
    </search>
  );
}
