import { X } from 'lucide-react';
import { useState } from 'react';
import type { NoteFields, NoteFieldsPatch } from '../../../../shared/domain/vault/note.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { useText } from '../../../i18n/useText.ts';
import { type FrameworkTag, useFramework } from '../useFramework.ts';
import { TagChoice } from './TagChoice.tsx';
import styles from './TagField.module.css';

const mostTags = 50;

/** Risk factors and indicators that the note speaks to. Each keeps its words, so that it is readable when the edition no longer has it. */
export function TagField({ fields, onChange }: { readonly fields: NoteFields; readonly onChange: (patch: NoteFieldsPatch) => void }) {
  const text = useText();
  const factors = useFramework();
  const [choosing, setChoosing] = useState(false);
  const known = new Map((factors ?? []).flatMap((factor): [string, FrameworkTag][] => [[factor.id, factor], ...factor.indicators.map((tag): [string, FrameworkTag] => [tag.id, tag])]));
  const toggle = (tag: FrameworkTag): void => {
    const others = Object.fromEntries(Object.entries(fields.tagWords).filter(([id]) => id !== tag.id));
    if (fields.riskFactorIds.includes(tag.id)) onChange({ riskFactorIds: fields.riskFactorIds.filter((id) => id !== tag.id), tagWords: others });
    else if (fields.riskFactorIds.length < mostTags) onChange({ riskFactorIds: [...fields.riskFactorIds, tag.id], tagWords: { ...others, [tag.id]: { number: tag.number, label: tag.label } } });
  };
  const chips = fields.riskFactorIds.map((id) => ({ id, words: known.get(id) ?? fields.tagWords[id], gone: factors !== undefined && !known.has(id) }));
  return (
    <div className={styles.field}>
      {chips.length > 0 && (
        <ul className={styles.chips} aria-label={text('note.tags')}>
          {chips.map(({ id, words, gone }) => {
            const number = words?.number ?? '';
            const label = words?.label ?? text('note.tags.unknown');
            return (
              <li key={id} className={styles.chip} title={`${number} ${label}`.trim()}>
                <span className={styles.words}><b>{number}</b> <bdi>{label}</bdi>{gone && ` · ${text('note.tags.gone')}`}</span>
                <button type="button" className={styles.remove} aria-label={text('note.tags.remove', { label })} onClick={() => toggle({ id, number, label })}><X size={13} aria-hidden="true" /></button>
              </li>
            );
          })}
        </ul>
      )}
      <Button look="quiet" onPress={() => setChoosing(true)}>{text('note.tags.choose')}</Button>
      <Dialog title={text('note.tags')} isOpen={choosing} onClose={() => setChoosing(false)}>
        <TagChoice factors={factors ?? []} chosen={new Set(fields.riskFactorIds)} onToggle={toggle} />
        <div><Button look="primary" onPress={() => setChoosing(false)}>{text('note.done')}</Button></div>
      </Dialog>
    </div>
  );
}
