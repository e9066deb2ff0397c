import { useState } from 'react';
import { foldText } from '../../../../shared/search/foldText.ts';
import { Button } from '../../../design/components/Button.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import type { FrameworkFactor, FrameworkTag } from '../useFramework.ts';
import styles from './TagField.module.css';

interface TagChoiceProps {
  readonly factors: readonly FrameworkFactor[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (tag: FrameworkTag) => void;
}

/** All factors with their indicators behind a button; typing finds either. A tag says what the note bears on and counts nothing. */
export function TagChoice({ factors, chosen, onToggle }: TagChoiceProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const words = foldText(typed).folded.trim().split(/\s+/).filter((word) => word !== '');
  const fits = ({ number, label }: FrameworkTag): boolean => words.every((word) => foldText(`${number} ${label}`).folded.includes(word));
  const shown = factors
    .map((factor) => ({ factor, indicators: words.length > 0 ? factor.indicators.filter(fits) : factor.indicators.filter(({ id }) => open === factor.id || chosen.has(id)) }))
    .filter(({ factor, indicators }) => words.length === 0 || fits(factor) || indicators.length > 0);
  const tick = (tag: FrameworkTag) => <Tick isSelected={chosen.has(tag.id)} onChange={() => onToggle(tag)}><b>{tag.number}</b> <bdi>{tag.label}</bdi></Tick>;
  return (
    <>
      <p className={styles.muted}>{text('note.tags.text')}</p>
      <TextField label={text('note.tags.find')} type="search" value={typed} onChange={setTyped} maxLength={100} autoFocus />
      {shown.length === 0 && <p role="status">{text(factors.length === 0 ? 'note.tags.noToolkit' : 'note.tags.none')}</p>}
      <ul className={styles.factors}>
        {shown.map(({ factor, indicators }) => (
          <li key={factor.id}>
            <div className={styles.factor}>
              {tick(factor)}
              {words.length === 0 && (
                <Button look="quiet" aria-expanded={open === factor.id} aria-label={text('note.tags.indicatorsOf', { factor: factor.label, count: factor.indicators.length })} onPress={() => setOpen(open === factor.id ? null : factor.id)}>
                  {text('note.tags.indicators', { count: factor.indicators.length })}
                </Button>
              )}
            </div>
            {indicators.length > 0 && <ul className={styles.indicators}>{indicators.map((tag) => <li key={tag.id}>{tick(tag)}</li>)}</ul>}
          </li>
        ))}
      </ul>
    </>
  );
}
