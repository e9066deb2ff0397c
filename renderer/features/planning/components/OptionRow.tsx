import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { optionStates } from '../../../../shared/domain/options/option.ts';
import { ownTaskId } from '../../../../shared/domain/programme/ownTask.ts';
import type { EntryOf, StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { Select } from '../../../design/components/Select.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { patchEntry } from '../../../platform/patchEntry.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { SettlingText } from '../../runs/index.ts';
import styles from './Planning.module.css';

const other = 'other';

/** One measure that is weighed: where it stands, who does it, and what follows it up. Every change is saved as it is made. */
export function OptionRow({ option, situationName }: { readonly option: StoredEntry<'option'>; readonly situationName: string }) {
  const text = useText();
  const actors = useVaultValue({ name: 'entries', type: 'actor' }) ?? [];
  const [editing, setEditing] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const save = async (change: Partial<Omit<EntryOf<'option'>, 'type'>>): Promise<void> => {
    const saved = await patchEntry(option, change);
    setFailed(saved.ok ? null : saved.error);
  };
  const addTask = async (): Promise<void> => {
    const made = await vault.commands.saveEntry(null, { type: 'ownTask', title: text('options.task.title', { label: option.label, situation: situationName }).slice(0, 200), why: option.reason, phase: 'annual-cycle', dueOn: option.followUpOn, minutes: 60, steps: [], yearly: false });
    if (made.ok) await save({ taskId: made.value.id });
    else setFailed(made.error);
  };
  const addDate = async (): Promise<void> => {
    if (option.followUpOn === null) return;
    const made = await vault.commands.saveEntry(null, {
      type: 'date', title: text('options.date.title', { label: option.label }).slice(0, 200), kind: 'deadline', startsOn: option.followUpOn, startsAt: null, endsOn: null, place: '', note: '', yearly: false, remindDays: 1,
      uid: `${crypto.randomUUID()}@focal-point-companion`, sequence: 0,
    });
    if (made.ok) await save({ dateId: made.value.id });
    else setFailed(made.error);
  };
  const line = [option.who, option.followUpOn === null ? '' : `${text('options.followUpOn')} ${nearDate(text, option.followUpOn, today())}`].filter((part) => part !== '');
  return (
    <li className={styles.entry}>
      <div className={styles.spread}>
        <span>
          <span className={styles.name} dir="auto">{option.label}</span>
          {line.length > 0 && <><br /><span className={styles.faint} dir="auto">{line.join(' · ')}</span></>}
        </span>
        <span className={styles.row}>
          <Pill tone={option.state === 'chosen' || option.state === 'under-way' ? 'accent' : option.state === 'done' ? 'ok' : 'plain'}>{text(`options.state.${option.state}`)}</Pill>
          <Button look="quiet" aria-label={text('options.editOf', { label: option.label })} onPress={() => setEditing(true)}>{text('options.edit')}</Button>
          <Button look="quiet" aria-label={text('options.removeOf', { label: option.label })} onPress={() => void vault.commands.trashEntry(option.id, true)}>{text('options.remove')}</Button>
        </span>
      </div>
      <Dialog title={option.label} isOpen={editing} onClose={() => setEditing(false)}>
        <div className={styles.form}>
          {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
          <Select label={text('options.state')} options={optionStates.map((value) => ({ value, label: text(`options.state.${value}`) }))} value={option.state} onChange={(state) => void save({ state })} />
          <SettlingText label={text('options.reason')} initial={option.reason} onChange={(reason) => void save({ reason })} lines={2} maxLength={4_000} />
          <SettlingText label={text('options.notKnown')} initial={option.notKnown} onChange={(notKnown) => void save({ notKnown })} lines={2} maxLength={4_000} />
          {actors.length > 0 && (
            <Select
              label={text('options.person')}
              options={[...actors.map(({ id, name, person }) => ({ value: id, label: person === '' ? name : `${person}, ${name}` })), { value: other, label: text('options.person.other') }]}
              value={actors.some(({ id }) => id === option.actorId) ? option.actorId : other}
              onChange={(id) => {
                const actor = actors.find((each) => each.id === id);
                void save(actor === undefined ? { actorId: null } : { actorId: actor.id, who: (actor.person === '' ? actor.name : `${actor.person}, ${actor.name}`).slice(0, 200) });
              }}
            />
          )}
          <div className={styles.pair}>
            <SettlingText label={text('options.who')} initial={option.who} onChange={(who) => void save({ who })} maxLength={200} />
            <SettlingText label={text('options.followUpOn')} type="date" initial={option.followUpOn ?? ''} onChange={(on) => (on === '' || /^\d{4}-\d{2}-\d{2}$/.test(on)) && void save({ followUpOn: on === '' ? null : on })} />
          </div>
          <div className={styles.row}>
            {option.taskId === null ? <Button onPress={() => void addTask()}>{text('options.addTask')}</Button> : <span>{text('options.task')} <Link to="/onboarding" search={{ task: ownTaskId(option.taskId) }}>{text('options.task.open')}</Link></span>}
            {option.dateId === null ? <Button isDisabled={option.followUpOn === null} onPress={() => void addDate()}>{text('options.addDate')}</Button> : <span>{text('options.date')}</span>}
          </div>
          <SettlingText label={text('options.outcome')} initial={option.outcome} onChange={(outcome) => void save({ outcome })} lines={2} maxLength={4_000} />
          <div><Button onPress={() => setEditing(false)}>{text('run.evidence.close')}</Button></div>
        </div>
      </Dialog>
    </li>
  );
}
