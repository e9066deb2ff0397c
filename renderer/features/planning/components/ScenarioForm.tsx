import { useState } from 'react';
import { scenarioDirections } from '../../../../shared/domain/scenarios/scenario.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './Planning.module.css';

interface ScenarioFormProps {
  readonly situationId: string;
  readonly scenario: StoredEntry<'scenario'> | null;
  readonly onDone: () => void;
}

/** One path in words. */
export function ScenarioForm({ situationId, scenario, onDone }: ScenarioFormProps) {
  const text = useText();
  const [name, setName] = useState(scenario?.name ?? '');
  const [direction, setDirection] = useState(scenario?.direction ?? 'worse');
  const [path, setPath] = useState(scenario?.path ?? '');
  const [triggers, setTriggers] = useState(scenario?.triggers ?? '');
  const [turn, setTurn] = useState(scenario?.turn ?? '');
  const [missing, setMissing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const save = async (): Promise<void> => {
    if (name.trim() === '') return setMissing(true);
    const saved = await vault.commands.saveEntry(scenario?.id ?? null, { type: 'scenario', situationId, name: name.trim(), direction, path: path.trim(), triggers: triggers.trim(), turn: turn.trim() });
    if (saved.ok) onDone();
    else setFailed(saved.error);
    return undefined;
  };
  return (
    <form noValidate className={styles.form} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <TextField label={text('scenarios.field.name')} value={name} onChange={setName} maxLength={120} autoFocus error={missing && name.trim() === '' ? text('scenarios.field.nameMissing') : undefined} />
      <Choice label={text('scenarios.field.direction')} options={scenarioDirections.map((value) => ({ value, label: text(`scenarios.direction.${value}`) }))} value={direction} onChange={setDirection} inline />
      <TextField label={text('scenarios.field.path')} value={path} onChange={setPath} lines={3} maxLength={4_000} />
      <TextField label={text('scenarios.field.triggers')} value={triggers} onChange={setTriggers} lines={2} maxLength={4_000} />
      <TextField label={text('scenarios.field.turn')} value={turn} onChange={setTurn} lines={2} maxLength={4_000} />
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <div className={styles.row}>
        <Button type="submit" look="primary">{text('common.save')}</Button>
        <Button look="quiet" onPress={onDone}>{text('common.cancel')}</Button>
      </div>
    </form>
  );
}
