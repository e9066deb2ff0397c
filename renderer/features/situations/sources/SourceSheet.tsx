import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { useNoteSearch } from '../../../data/useNoteSearch.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { exactDate, nearDate, nearTime, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { SourceForm } from './SourceForm.tsx';
import styles from './Sources.module.css';

const shownNotes = 200;

/** One source of the register: what is known of them, what was agreed, and the notes that name them. */
export function SourceSheet({ source, onRemoved }: { readonly source: StoredEntry<'source'>; readonly onRemoved: () => void }) {
  const text = useText();
  const situations = useVaultValue({ name: 'situations' });
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const notes = useNoteSearch('', { sourceId: source.id }, shownNotes);
  const remove = async (): Promise<void> => {
    const removed = await vault.commands.trashEntry(source.id, true);
    if (removed.ok) onRemoved();
  };
  return (
    <Card as="article" title={source.name} aside={<Button look="quiet" onPress={() => setEditing(true)}>{text('common.edit')}</Button>}>
      <dl className={styles.facts}>
        <Fact label={text('note.reliability')} value={source.reliability === null ? text('note.grade.none') : text(`note.reliability.${source.reliability}`)} />
        <Fact label={text('source.contact')} value={source.contact} />
        <Fact label={text('source.agreed')} value={source.agreed === '' ? text('source.agreed.none') : source.agreed} />
        {source.agreedOn !== null && <Fact label={text('source.agreedOn')} value={exactDate(text, source.agreedOn)} />}
        <Fact label={text('source.uses')} value={source.uses.length === 0 ? text('source.uses.none') : source.uses.map((use) => text(`source.use.${use}`)).join(' · ')} />
        <Fact label={text('source.note')} value={source.note} />
      </dl>
      <h3 className={styles.label}>{text('source.notes', { count: notes?.total ?? 0 })}</h3>
      <ul className={styles.notes}>
        {notes?.hits.map((note) => (
          <li key={note.id}>
            <Link to="/situations/$situationId" params={{ situationId: note.situationId }} search={{ note: note.id }}><bdi>{note.title === '' ? text('note.untitled') : note.title}</bdi></Link>
            <span className={styles.muted}>
              {' '}· <bdi>{situations?.find(({ id }) => id === note.situationId)?.name ?? ''}</bdi> · {note.observedOn === null ? nearTime(text, note.changedAt, Date.now()) : nearDate(text, note.observedOn, today())}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.muted}>{text('source.sealed')}</p>
      <div className={styles.row}><Button look="quiet" onPress={() => setRemoving(true)}>{text('source.remove')}</Button></div>
      <Dialog title={text('source.edit')} isOpen={editing} onClose={() => setEditing(false)}>
        <SourceForm source={source} onDone={() => setEditing(false)} />
      </Dialog>
      <Dialog title={text('source.remove.title')} isOpen={removing} onClose={() => setRemoving(false)}>
        <p>{text('source.remove.text')}</p>
        <div className={styles.row}>
          <Button look="danger" onPress={() => void remove()}>{text('source.remove')}</Button>
          <Button look="quiet" onPress={() => setRemoving(false)}>{text('common.cancel')}</Button>
        </div>
      </Dialog>
    </Card>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  if (value === '') return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}
