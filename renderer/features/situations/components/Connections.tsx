import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import { type NoteConnection, type NoteDetail, noteRelations, type NoteRelation } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import type { FactUndo } from '../useFactUndo.ts';
import type { SaveTracker } from '../useSaveState.ts';
import { TargetPicker } from './TargetPicker.tsx';
import styles from './Connections.module.css';

const kinds = ['note'] as const;
const fromOthers = ['corroborates', 'contradicts', 'mentions'] as const;

/** Which notes bear this one out and which speak against it, and the other way round, with the notes whose text links here. */
export function Connections({ note, track, did }: { readonly note: NoteDetail; readonly track: SaveTracker['track']; readonly did: FactUndo['did'] }) {
  const text = useText();
  const connections = useVaultValue({ name: 'noteConnections', id: note.id });
  const [adding, setAdding] = useState<NoteRelation | null>(null);
  const write = (other: string, relation: NoteRelation | null): void => track(vault.commands.setNoteRelation(note.id, other, relation));
  const relate = (other: string, relation: NoteRelation | null): void => {
    const before = note.relations[other] ?? null;
    write(other, relation);
    did('note.group.connections', () => write(other, before));
  };
  const own = note.fields.sourceId ?? note.fields.source.trim();
  const row = (other: NoteConnection, removable: boolean) => (
    <li key={other.id} className={styles.row}>
      <span className={styles.words}>
        <Link to="/situations/$situationId" params={{ situationId: other.situationId }} search={{ note: other.id }}><bdi>{other.title === '' ? text('note.untitled') : other.title}</bdi></Link>
        {other.trashed && <span className={styles.muted}> · {text('run.evidence.binned')}</span>}
        {/* One voice twice is not two voices. */}
        {own !== '' && other.source === own && other.relation !== 'mentions' && <span className={styles.same}>{text('connection.sameSource')}</span>}
      </span>
      {removable && <button type="button" className={styles.remove} aria-label={text('connection.remove', { title: other.title })} onClick={() => relate(other.id, null)}><X size={14} aria-hidden="true" /></button>}
    </li>
  );
  const absent = Object.keys(note.relations).filter((id) => connections !== undefined && !connections.some((other) => other.id === id && other.relation !== 'mentions')).length;
  return (
    <div className={styles.connections}>
      {noteRelations.map((relation) => (
        <section key={relation} aria-label={text(`connection.${relation}`)}>
          <h2 className={styles.label}>{text(`connection.${relation}`)}</h2>
          <ul>{connections?.filter((other) => other.relation === relation).map((other) => row(other, true))}</ul>
          <Button look="quiet" onPress={() => setAdding(relation)}>{text(`connection.button.${relation}`)}</Button>
        </section>
      ))}
      {absent > 0 && <p className={styles.muted}>{text('connection.absent', { count: absent })}</p>}
      {fromOthers.map((relation) => {
        const others = connections?.filter((other) => other.relation === relation) ?? [];
        return others.length === 0 ? null : (
          <section key={relation} aria-label={text(`connection.${relation}`)}>
            <h2 className={styles.label}>{text(`connection.${relation}`)}</h2>
            <ul>{others.map((other) => row(other, false))}</ul>
          </section>
        );
      })}
      {adding !== null && (
        <TargetPicker
          title={text(`connection.add.${adding}`)}
          kinds={kinds}
          situationId={note.situationId}
          without={[note.id]}
          onPick={({ id }) => { setAdding(null); relate(id, adding); }}
          onClose={() => setAdding(null)}
        />
      )}
    </div>
  );
}
