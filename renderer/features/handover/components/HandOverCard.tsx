import { useMemo, useState } from 'react';
import { isSettled } from '../../../../shared/domain/programme/plan.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { fileSize } from '../../../i18n/fileSize.ts';
import { newTransferId } from '../../../platform/newTransferId.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { WorkLine } from '../../carry/index.ts';
import { usePlan } from '../../onboarding/index.ts';
import { choiceOf, chosenFiles, consentsMissing, isNothing, useHandoverChoice } from '../useHandoverChoice.ts';
import { KeyField, type ComparedKey } from './KeyField.tsx';
import { LineChoices } from './LineChoices.tsx';
import { PaperChoices } from './PaperChoices.tsx';
import { SituationChoice } from './SituationChoice.tsx';
import styles from '../HandoverScreen.module.css';

/** The leaver's side: choose one by one, write a line on each, seal in a file, tell the words apart. */
export function HandOverCard() {
  const text = useText();
  const plan = usePlan();
  const profile = useVaultValue({ name: 'profile' });
  const situations = useVaultValue({ name: 'situations' }) ?? [];
  const contacts = useVaultValue({ name: 'entries', type: 'actor' }) ?? [];
  const dates = useVaultValue({ name: 'entries', type: 'date' })?.filter((date) => date.yearly || date.startsOn >= today()) ?? [];
  const { draft, change, clear } = useHandoverChoice();
  const [way, setWay] = useState<'words' | 'key'>('words');
  const [key, setKey] = useState<ComparedKey | null>(null);
  const [working, setWorking] = useState<string | null>(null);
  const [made, setMade] = useState<{ /** null where the file is sealed to a key. */ readonly words: string | null; readonly name: string; readonly masked: number } | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const open = useMemo(() => plan?.tasks.filter(({ state, task, moved, plannedOn, ownId }) => !isSettled(state) && task.phase !== 'leaving' && (state !== 'todo' || ownId !== null || moved || plannedOn !== null)) ?? [], [plan]);
  const missing = consentsMissing(draft);
  const files = chosenFiles(draft);

  const seal = async (): Promise<void> => {
    setFailed(null);
    const transferId = newTransferId();
    setWorking(transferId);
    const failedWith = await sealAndSave(transferId);
    setFailed(failedWith?.code === 'transfer.cancelled' ? null : failedWith);
    setWorking(null);
  };
  const sealAndSave = async (transferId: string): Promise<Failure | null> => {
    const told = way === 'key' ? null : await vault.commands.handoverWords();
    if (told?.ok === false) return told.error;
    const secret = told === null ? (key?.code ?? '') : told.value.words;
    const post = profile == null ? '' : text('handover.post', { country: profile.country });
    const sealed = await vault.commands.sealHandover(choiceOf(draft, post, new Map(open.map(({ task, dueOn }) => [task.id, { title: task.title, dueOn }]))), secret, text('handover.fileName'), transferId);
    if (!sealed.ok) return sealed.error;
    if (sealed.value === null) return null;
    setMade({ words: told === null ? null : told.value.words, name: sealed.value.name, masked: sealed.value.masked });
    clear();
    return null;
  };

  if (made !== null) {
    return (
      <Card title={text('handover.made')}>
        <p>{text(made.words === null ? 'handover.made.key' : 'handover.made.text', { name: made.name })}</p>
        {made.words !== null && <p className={styles.words} data-testid="handover-words" translate="no">{made.words}</p>}
        {made.words !== null && <p className={styles.muted}>{text('handover.made.once')}</p>}
        {made.masked > 0 && <Notice>{text('handover.masked', { count: made.masked })}</Notice>}
        <div><Button look="primary" onPress={() => setMade(null)}>{text(made.words === null ? 'handover.made.done' : 'handover.made.told')}</Button></div>
      </Card>
    );
  }
  return (
    <Card title={text('handover.give')}>
      <p className={styles.muted}>{text('handover.give.text')}</p>
      <TextField label={text('handover.letter')} description={text('handover.letterHelp')} lines={4} value={draft.letter} onChange={(letter) => change({ letter })} maxLength={20_000} />
      <section className={styles.section}>
        <h3>{text('handover.situations')}</h3>
        {situations.length === 0 && <p className={styles.muted}>{text('handover.none')}</p>}
        <ul className={styles.choices} aria-label={text('handover.situations')}>
          {situations.map((situation) => <SituationChoice key={situation.id} situation={situation} chosen={draft.situations} onChange={(chosen) => change({ situations: chosen })} />)}
        </ul>
      </section>
      <section className={styles.section}>
        <h3>{text('handover.contacts')}</h3>
        {contacts.length === 0 && <p className={styles.muted}>{text('handover.none')}</p>}
        <LineChoices label={text('handover.contacts')} items={contacts.map(({ id, name, person }) => ({ id, name, facts: person }))} chosen={draft.contacts} onChange={(chosen) => change({ contacts: chosen })} />
      </section>
      <section className={styles.section}>
        <h3>{text('handover.openItems')}</h3>
        {open.length === 0 && <p className={styles.muted}>{text('handover.openItems.none')}</p>}
        <LineChoices label={text('handover.openItems')} items={open.map(({ task, dueOn }) => ({ id: task.id, name: task.title, ...(dueOn === null ? {} : { facts: text('onboarding.due', { when: nearDate(text, dueOn, today()) }) }) }))} chosen={draft.openItems} onChange={(chosen) => change({ openItems: chosen })} />
        <Tick isSelected={draft.withDone} onChange={(withDone) => change({ withDone })}>{text('handover.withDone')}</Tick>
      </section>
      {dates.length > 0 && (
        <section className={styles.section}>
          <h3>{text('handover.dates')}</h3>
          <LineChoices label={text('handover.dates')} lines={false} items={dates.map(({ id, title, startsOn }) => ({ id, name: title, facts: nearDate(text, startsOn, today()) }))} chosen={draft.dates} onChange={(chosen) => change({ dates: chosen })} />
        </section>
      )}
      <PaperChoices draft={draft} change={change} />
      <section className={styles.section}>
        <Choice label={text('handover.way')} options={(['words', 'key'] as const).map((value) => ({ value, label: text(`handover.way.${value}`), help: text(`handover.way.${value}.help`) }))} value={way} onChange={setWay} />
        {way === 'key' && <KeyField onCompared={setKey} />}
      </section>
      {missing > 0 && <Notice tone="problem">{text('handover.consentMissing', { count: missing })}</Notice>}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <p className={styles.muted} role="status">{text('handover.size', { files: files.length, size: fileSize(text, files.reduce((sum, bytes) => sum + bytes, 0)) })}</p>
      {working !== null && <WorkLine id={working} label={text('handover.sealing')} onStop={() => void vault.commands.stopTransfer(working)} />}
      <div><Button look="primary" isDisabled={working !== null || isNothing(draft) || missing > 0 || (way === 'key' && key === null)} onPress={() => void seal()}>{text('handover.seal')}</Button></div>
    </Card>
  );
}
