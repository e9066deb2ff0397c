import { useState } from 'react';
import type { ItemChange } from '../../../../shared/domain/runs/run.ts';
import type { EvidenceSide } from '../../../../shared/domain/runs/runAnswer.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Segmented } from '../../../design/components/Segmented.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { gradeWords, noteName } from '../gradeWords.ts';
import styles from './Run.module.css';

interface EvidenceLineProps {
  readonly label: string;
  readonly evidence: Readonly<Record<string, EvidenceSide>>;
  readonly notes: readonly NoteSummary[];
  readonly onChange: (change: ItemChange) => void;
  readonly readOnly: boolean;
}

/** Which notes speak for an answer and which against it, with the grade of the newest, and the way to link more. */
export function EvidenceLine({ label, evidence, notes, onChange, readOnly }: EvidenceLineProps) {
  const text = useText();
  const [choosing, setChoosing] = useState(false);
  const linked = Object.keys(evidence);
  const present = notes.filter((note) => note.trashedAt === null && Object.hasOwn(evidence, note.id));
  const absent = linked.length - present.length;
  const count = (side: EvidenceSide): number => linked.filter((id) => evidence[id] === side).length;
  const newest = [...present].sort((a, b) => (b.observedOn ?? b.createdAt).localeCompare(a.observedOn ?? a.createdAt))[0];
  // Only while it is open: every row of a run has its own dialog over the same notes.
  const offered = choosing ? notes.filter((note) => note.trashedAt === null || Object.hasOwn(evidence, note.id)) : [];
  return (
    <div className={styles.notes}>
      <span>
        {linked.length === 0 ? text('run.evidence.none') : text('run.evidence.count', { count: count('for') })}
        {count('against') > 0 && ` · ${text('run.evidence.against', { count: count('against') })}`}
        {newest !== undefined && ` · ${newest.reliability === null && newest.credibility === null ? text('run.evidence.newestUngraded') : text('run.evidence.newest', { grade: gradeWords(text, newest) })}`}
        {absent > 0 && ` · ${text('run.evidence.absent', { count: absent })}`}
      </span>
      {(!readOnly || linked.length > 0) && (
        <Button look="quiet" onPress={() => setChoosing(true)} aria-label={text('run.evidence.linkTo', { label })}>
          {text(readOnly ? 'run.evidence.see' : 'run.evidence.link')}
        </Button>
      )}
      <Dialog title={text('run.evidence.title')} isOpen={choosing} onClose={() => setChoosing(false)}>
        <p className={styles.facts}>{label}</p>
        {offered.length === 0 && <p>{text('run.evidence.noNotes')}</p>}
        <ul className={styles.noteList}>
          {offered.map((note) => (
            <li key={note.id} className={styles.note} data-row>
              <span>
                <b dir="auto">{noteName(text, note)}</b>
                <br />
                <span className={styles.facts}>
                  {gradeWords(text, note)}
                  {note.observedOn !== null && ` · ${nearDate(text, note.observedOn, today())}`}
                  {note.trashedAt !== null && ` · ${text('run.evidence.binned')}`}
                </span>
              </span>
              <Segmented
                label={noteName(text, note)}
                options={(['for', 'against'] as const).map((side) => ({ value: side, label: text(`run.evidence.side.${side}`) }))}
                value={evidence[note.id] ?? null}
                onChange={(side) => onChange({ set: 'evidence', noteId: note.id, side })}
                isDisabled={readOnly}
              />
            </li>
          ))}
        </ul>
        <div className={styles.actions}>
          <Button onPress={() => setChoosing(false)}>{text('run.evidence.close')}</Button>
        </div>
      </Dialog>
    </div>
  );
}
