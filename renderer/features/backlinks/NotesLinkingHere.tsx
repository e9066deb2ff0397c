import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue } from '../../platform/vault.ts';
import styles from './NotesLinkingHere.module.css';

const shownAtFirst = 6;

/**
 * The user's notes whose text links to a section of the Manual or to a task, each opening at that link. Known only while the vault is open:
 * it is read from the sealed texts and kept nowhere.
 */
export function NotesLinkingHere({ kind, id }: { readonly kind: 'section' | 'task'; readonly id: string }) {
  const text = useText();
  const notes = useVaultValue({ name: 'notesLinkingTo', kind, id });
  const situations = useVaultValue({ name: 'situations' });
  const [all, setAll] = useState(false);
  if (notes === undefined || notes.length === 0) return null;
  const shown = all ? notes : notes.slice(0, shownAtFirst);
  return (
    <Card title={text('backlinks.title')}>
      <ul className={styles.links}>
        {shown.map((note) => (
          <li key={note.id}>
            <Link to="/situations/$situationId" params={{ situationId: note.situationId }} search={{ note: note.id, at: `${kind}:${id}` }}>
              <bdi>{note.title === '' ? text('note.untitled') : note.title}</bdi>
            </Link>
            <bdi className={styles.where}>{situations?.find((situation) => situation.id === note.situationId)?.name}</bdi>
          </li>
        ))}
      </ul>
      {shown.length < notes.length && <Button look="quiet" onPress={() => setAll(true)}>{text('backlinks.all', { count: notes.length })}</Button>}
    </Card>
  );
}
