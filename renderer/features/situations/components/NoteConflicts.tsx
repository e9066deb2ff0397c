import type { NoteDetail, NoteFieldsPatch } from '../../../../shared/domain/vault/note.ts';
import type { MessageId } from '../../../../shared/messages/en.ts';
import { Button } from '../../../design/components/Button.tsx';
import { ChooseValue } from '../../../design/components/ChooseValue.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './NoteConflicts.module.css';

const graded = ['reliability', 'credibility', 'handling'] as const;

/** Everything that two devices did to one note at the same time and a person should look at. Nothing of it blocks the work. */
export function NoteConflicts({ note, onChange }: { readonly note: NoteDetail; readonly onChange: (patch: NoteFieldsPatch) => void }) {
  const text = useText();
  const { id, concurrent, overlaps, keptAt } = note;
  return (
    <>
      {keptAt !== null && (
        <Notice action={<Button onPress={() => void vault.commands.forgetKept(id)}>{text('overlap.read')}</Button>}>{text('overlap.kept')}</Notice>
      )}
      {graded.map((field) => (
        <ChooseValue
          key={field}
          question={text('overlap.twoValues', { field: text(`note.${field}`) })}
          values={concurrent[field] ?? []}
          labelOf={(value) => text(`note.${field}.${value}` as MessageId)}
          onChoose={(value) => onChange({ [field]: value } as NoteFieldsPatch)}
        />
      ))}
      {overlaps.map((overlap) => (
        <section key={overlap.id} className={styles.overlap} aria-label={text('overlap.title')}>
          <p><b>{text('overlap.title')}</b> {text('overlap.text')}</p>
          <div className={styles.texts}>
            {(['mine', 'theirs'] as const).map((side) => (
              <div key={side} className={styles.side}>
                <p className={styles.whose}>{text(`overlap.${side}`, { when: nearTime(text, overlap.at, Date.now()) })}</p>
                <blockquote dir="auto">{overlap[side] === '' ? text('overlap.deleted') : overlap[side]}</blockquote>
                <Button look="quiet" onPress={() => void vault.commands.settleOverlap(id, overlap.id, side)}>{text(`overlap.take.${side}`)}</Button>
              </div>
            ))}
          </div>
          <div><Button onPress={() => void vault.commands.settleOverlap(id, overlap.id, 'asItIs')}>{text('overlap.asItIs')}</Button></div>
        </section>
      ))}
    </>
  );
}
