import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { handoverExtension } from '../../../../shared/domain/handover/handoverLimits.ts';
import type { HandoverCover } from '../../../../shared/domain/handover/handoverCover.ts';
import { isSealedToDevice, sealedHeadBytes } from '../../../../shared/domain/handover/sealedFile.ts';
import { failure, type Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { fileSize } from '../../../i18n/fileSize.ts';
import { newTransferId } from '../../../platform/newTransferId.ts';
import { vault } from '../../../platform/vault.ts';
import { WorkLine } from '../../carry/index.ts';
import { OwnKey } from './OwnKey.tsx';
import styles from '../HandoverScreen.module.css';

/** The successor's side: choose the file, say the words, look, take in. */
export function TakeOverCard() {
  const text = useText();
  const [file, setFile] = useState<{ readonly file: File; /** It opens here or nowhere, and needs no words. */ readonly toDevice: boolean } | null>(null);
  const [words, setWords] = useState('');
  const [cover, setCover] = useState<HandoverCover | null>(null);
  const [working, setWorking] = useState<{ readonly transferId: string; readonly taking: boolean } | null>(null);
  const [said, setSaid] = useState(false);
  const [failed, setFailed] = useState<Failure | null>(null);
  const choose = async (chosen: File): Promise<void> => {
    setSaid(false);
    setCover(null);
    setFailed(null);
    setFile(null); // what was chosen before is not opened in place of this one
    const head = await chosen.slice(0, sealedHeadBytes).arrayBuffer().catch(() => null);
    if (head === null) return setFailed(failure('file.notRead', 'later'));
    const toDevice = isSealedToDevice(new Uint8Array(head));
    setFile({ file: chosen, toDevice });
    if (toDevice) await look(chosen);
    return undefined;
  };
  const stopped = (problem: Failure): Failure | null => (problem.code === 'transfer.cancelled' ? null : problem);
  const look = async (chosen: File): Promise<void> => {
    const transferId = newTransferId();
    setWorking({ transferId, taking: false });
    const read = await vault.commands.readHandover(chosen, words, transferId);
    setWorking(null);
    setFailed(read.ok ? null : stopped(read.error));
    setCover(read.ok ? read.value : null);
  };
  const take = async (): Promise<void> => {
    if (file === null) return;
    const transferId = newTransferId();
    setWorking({ transferId, taking: true });
    const taken = await vault.commands.takeHandover(file.file, words, transferId);
    setWorking(null);
    setFailed(taken.ok ? null : stopped(taken.error));
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
        <FileTrigger acceptedFileTypes={[`.${handoverExtension}`]} onSelect={(list) => { const chosen = list?.[0]; if (chosen !== undefined) void choose(chosen); }}>
          <Button isDisabled={working !== null}>{text('handover.choose')}</Button>
        </FileTrigger>
        {file !== null && <span className={styles.muted}><bdi>{file.file.name}</bdi> · {fileSize(text, file.file.size)}</span>}
      </div>
      {file !== null && cover === null && !file.toDevice && (
        <form noValidate className={styles.section} onSubmit={(event) => { event.preventDefault(); if (words.trim() !== '') void look(file.file); }}>
          <TextField label={text('handover.words')} description={text('handover.wordsHelp')} value={words} onChange={setWords} maxLength={400} autoComplete="off" autoFocus />
          <div><Button type="submit" look="primary" isDisabled={working !== null}>{text('handover.open')}</Button></div>
        </form>
      )}
      {cover !== null && (
        <section className={styles.section} aria-label={text('handover.inside')}>
          <h3>{cover.post}</h3>
          <p className={styles.muted}>{text('handover.madeOn', { when: exactDate(text, cover.madeOn) })}</p>
          <p>{text('handover.counts', { situations: cover.situations.length, notes: cover.notes, contacts: cover.contacts, items: cover.openItems, done: cover.done, dates: cover.dates })}</p>
          {cover.papers + cover.files + cover.kept > 0 && <p>{text('handover.counts.more', { papers: cover.papers, files: cover.files, size: fileSize(text, cover.fileBytes), kept: cover.kept })}</p>}
          {cover.takenBefore ? <Notice>{text('failure.handover.takenBefore')}</Notice> : <div><Button look="primary" isDisabled={working !== null} onPress={() => void take()}>{text('handover.takeIn')}</Button></div>}
        </section>
      )}
      {working !== null && <WorkLine id={working.transferId} label={text(working.taking ? 'handover.taking' : 'handover.opening')} onStop={() => void vault.commands.stopTransfer(working.transferId)} />}
      {cover === null && <OwnKey />}
      {said && <Notice tone="good">{text('handover.taken')}</Notice>}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
    </Card>
  );
}
