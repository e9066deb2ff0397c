import { useState } from 'react';
import type { HandoverCover } from '../../../../shared/domain/handover/handoverCover.ts';
import { isSealedToDevice } from '../../../../shared/domain/handover/sealedFile.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { vault } from '../../../platform/vault.ts';
import { OwnKey } from './OwnKey.tsx';
import styles from '../HandoverScreen.module.css';

/** The successor's side: choose the file, say the words, look, take in. */
export function TakeOverCard() {
  const text = useText();
  const [file, setFile] = useState<{ readonly name: string; readonly bytes: Uint8Array } | null>(null);
  const [words, setWords] = useState('');
  const [cover, setCover] = useState<HandoverCover | null>(null);
  const [working, setWorking] = useState(false);
  const [said, setSaid] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const choose = async (): Promise<void> => {
    const opened = await bridge.call('handover.open');
    setSaid(false);
    setCover(null);
    setFailed(opened.ok ? null : opened.error);
    if (!opened.ok || opened.value === null) return;
    setFile(opened.value);
    // A file that is sealed to a key needs no words: it opens here or nowhere.
    if (isSealedToDevice(opened.value.bytes)) await look(opened.value);
  };
  const look = async (chosen: { readonly bytes: Uint8Array }): Promise<void> => {
    setWorking(true);
    const read = await vault.commands.readHandover(chosen.bytes, words);
    setWorking(false);
    setFailed(read.ok ? null : read.error);
    setCover(read.ok ? read.value : null);
  };
  const take = async (): Promise<void> => {
    if (file === null) return;
    setWorking(true);
    const taken = await vault.commands.takeHandover(file.bytes, words);
    setWorking(false);
    setFailed(taken.ok ? null : taken.error);
    if (!taken.ok) return;
    setSaid(true);
    setFile(null);
    setCover(null);
    setWords('');
  };
  return (
    <Card title={text('handover.take')}>
      <p className={styles.muted}>{text('handover.take.text')}</p>
      <div className={styles.row}>
        <Button onPress={() => void choose()}>{text('handover.choose')}</Button>
        {file !== null && <bdi className={styles.muted}>{file.name}</bdi>}
      </div>
      {file !== null && cover === null && !isSealedToDevice(file.bytes) && (
        <form noValidate className={styles.section} onSubmit={(event) => { event.preventDefault(); if (words.trim() !== '') void look(file); }}>
          <TextField label={text('handover.words')} description={text('handover.wordsHelp')} value={words} onChange={setWords} maxLength={400} autoComplete="off" autoFocus />
          <div><Button type="submit" look="primary" isDisabled={working}>{text(working ? 'handover.opening' : 'handover.open')}</Button></div>
        </form>
      )}
      {cover !== null && (
        <section className={styles.section} aria-label={text('handover.inside')}>
          <h3>{cover.post}</h3>
          <p className={styles.muted}>{text('handover.madeOn', { when: exactDate(text, cover.madeOn) })}</p>
          <p>{text('handover.counts', { situations: cover.situations.length, notes: cover.notes, contacts: cover.contacts, items: cover.openItems, done: cover.done, dates: cover.dates })}</p>
          {cover.takenBefore ? <Notice>{text('failure.handover.takenBefore')}</Notice> : <div><Button look="primary" isDisabled={working} onPress={() => void take()}>{text('handover.takeIn')}</Button></div>}
        </section>
      )}
      {cover === null && <OwnKey />}
      {said && <Notice tone="good">{text('handover.taken')}</Notice>}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
    </Card>
  );
}
