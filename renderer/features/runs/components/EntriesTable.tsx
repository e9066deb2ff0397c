import { Plus, Trash2 } from 'lucide-react';
import type { ItemChange } from '../../../../shared/domain/runs/run.ts';
import type { AnswerRow } from '../../../../shared/domain/runs/runAnswer.ts';
import type { RunItem } from '../../../../shared/domain/runs/runDefinition.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { newRowId } from '../useRunEditing.ts';
import { SettlingText } from '../../../design/components/SettlingText.tsx';
import styles from './Run.module.css';

interface EntriesTableProps {
  readonly item: RunItem;
  readonly rows: readonly AnswerRow[];
  readonly onChange: (change: ItemChange) => void;
  readonly readOnly: boolean;
}

/** A small table that grows row by row. Two devices may add rows at the same time; both stay. */
export function EntriesTable({ item, rows, onChange, readOnly }: EntriesTableProps) {
  const text = useText();
  const columns = item.columns ?? [];
  return (
    <div className={styles.entries}>
      {rows.map((row, at) => (
        <fieldset key={row.id} className={styles.entry}>
          <legend>{text('run.row', { number: at + 1 })}</legend>
          {columns.map((column) => {
            const texts = row.cells[column.id] ?? [];
            const value = texts[0] ?? '';
            const write = (next: string): void => onChange({ set: 'row', rowId: row.id, cells: { [column.id]: next } });
            return (
              <div key={column.id}>
                {column.type === 'check' ? (
                  <Tick isSelected={value === 'yes'} onChange={(on) => write(on ? 'yes' : '')} isDisabled={readOnly}>{column.label}</Tick>
                ) : column.type === 'choice' && !readOnly ? (
                  <Select label={column.label} placeholder={text('run.choose')} options={(column.options ?? []).map(({ id, label }) => ({ value: id, label }))} value={value === '' ? null : value} onChange={write} />
                ) : (
                  <SettlingText label={column.label} initial={column.type === 'choice' ? (column.options?.find(({ id }) => id === value)?.label ?? value) : value} onChange={write} type={column.type === 'date' ? 'date' : 'text'} isReadOnly={readOnly} maxLength={4_000} />
                )}
                {texts.length > 1 && <p className={styles.facts}>{text('run.alsoWritten', { text: texts.slice(1).join(' · ') })}</p>}
              </div>
            );
          })}
          {!readOnly && (
            <Button look="quiet" aria-label={text('run.row.remove', { number: at + 1 })} onPress={() => onChange({ set: 'row', rowId: row.id, cells: null })}>
              <Trash2 size={15} aria-hidden="true" />
            </Button>
          )}
        </fieldset>
      ))}
      {!readOnly && (
        <div>
          <Button onPress={() => onChange({ set: 'row', rowId: newRowId(), cells: {} })}>
            <Plus size={15} aria-hidden="true" />
            {text('run.row.add')}
          </Button>
        </div>
      )}
    </div>
  );
}
