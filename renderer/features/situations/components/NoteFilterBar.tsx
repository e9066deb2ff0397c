import { informationCredibilities, sourceReliabilities } from '../../../../shared/domain/vault/note.ts';
import type { NoteFilters } from '../../../../shared/domain/vault/noteSearch.ts';
import type { Situation } from '../../../../shared/domain/vault/situation.ts';
import { Select } from '../../../design/components/Select.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { useFramework } from '../useFramework.ts';
import styles from './NoteFinder.module.css';

const any = 'any';
const isDate = (value: string): boolean => /^[12]\d{3}-\d{2}-\d{2}$/.test(value);

/** A filter is absent where anything is wanted. */
export const withFilter = <K extends keyof NoteFilters>(filters: NoteFilters, key: K, value: NoteFilters[K] | undefined): NoteFilters => {
  const others = Object.fromEntries(Object.entries(filters).filter(([name]) => name !== key)) as NoteFilters;
  return value === undefined ? others : { ...others, [key]: value };
};

interface NoteFilterBarProps {
  readonly filters: NoteFilters;
  readonly onChange: (filters: NoteFilters) => void;
  /** Where notes of several situations are looked at. */
  readonly situations?: readonly Situation[];
}

/** Situation, risk factor, both grades apart, source and period. What cannot be judged is a grade of its own here, not the worst. */
export function NoteFilterBar({ filters, onChange, situations }: NoteFilterBarProps) {
  const text = useText();
  const factors = useFramework() ?? [];
  const sources = useVaultValue({ name: 'entries', type: 'source' }) ?? [];
  const anyOption = { value: any, label: text('notes.search.anySituation') };
  const chosenFactor = factors.find(({ id }) => filters.riskFactorIds?.[0] === id);
  const one = <K extends 'situationId' | 'reliability' | 'credibility' | 'sourceId'>(key: K) => (value: string): void => onChange(withFilter(filters, key, value === any ? undefined : (value as NoteFilters[K])));
  const day = (key: 'from' | 'to') => (value: string): void => {
    if (value === '' || isDate(value)) onChange(withFilter(filters, key, value === '' ? undefined : value));
  };
  return (
    <div className={styles.filters} role="group" aria-label={text('notes.filters')}>
      {situations !== undefined && <Select label={text('notes.search.situation')} options={[anyOption, ...situations.map(({ id, name }) => ({ value: id, label: name }))]} value={filters.situationId ?? any} onChange={one('situationId')} />}
      <Select
        label={text('notes.filter.factor')}
        options={[anyOption, ...factors.map(({ id, number, label }) => ({ value: id, label: `${number} ${label}` }))]}
        value={chosenFactor?.id ?? any}
        onChange={(value) => {
          const factor = factors.find(({ id }) => id === value);
          onChange(withFilter(filters, 'riskFactorIds', factor === undefined ? undefined : [factor.id, ...factor.indicators.map(({ id }) => id)]));
        }}
      />
      <Select label={text('note.reliability')} options={[anyOption, ...sourceReliabilities.map((value) => ({ value, label: text(`note.reliability.${value}`) }))]} value={filters.reliability ?? any} onChange={one('reliability')} />
      <Select label={text('note.credibility')} options={[anyOption, ...informationCredibilities.map((value) => ({ value, label: text(`note.credibility.${value}`) }))]} value={filters.credibility ?? any} onChange={one('credibility')} />
      <Select label={text('note.source')} options={[anyOption, ...sources.map(({ id, name }) => ({ value: id, label: name }))]} value={filters.sourceId ?? any} onChange={one('sourceId')} />
      <TextField label={text('notes.search.from')} type="date" value={filters.from ?? ''} onChange={day('from')} />
      <TextField label={text('notes.search.to')} type="date" value={filters.to ?? ''} onChange={day('to')} />
    </div>
  );
}
