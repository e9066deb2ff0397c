import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { exchangeFileExtension } from '../../../../shared/contracts/exchangeCalls.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Progress } from '../../../design/components/Progress.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { fileSize } from '../../../i18n/fileSize.ts';
import { today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { newTransferId } from '../../../platform/newTransferId.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from '../SettingsScreen.module.css';

type Said = { readonly tone: 'good' | 'problem'; readonly words: string };

/** The exchange by a carried file, where a device has no network: one file out, one file in, with attached files or without. */
export function ByFileCard() {
  const text = useText();
  const here = useVaultValue({ name: 'filePlaces' })?.here ?? { files: 0, bytes: 0 };
  const [working, setWorking] = useState<{ readonly what: 'making' | 'taking'; readonly id: string } | null>(null);
  const [withFiles, setWithFiles] = useState(true);
  const [said, setSaid] = useState<Said | null>(null);
  const transfer = (useVaultValue({ name: 'transfers' }) ?? []).find(({ id }) => id === working?.id);

  const make = async (id: string): Promise<Said | null> => {
    const made = await vault.exchange.makeFile(withFiles && here.files > 0, `focal-point-${today()}.${exchangeFileExtension}`, id);
    if (!made.ok) return made.error.code === 'transfer.cancelled' ? null : { tone: 'problem', words: text.failure(made.error) };
    if (made.value === null) return null;
    const { name, documents, files, filesNotHere } = made.value;
    return { tone: 'good', words: text('exchange.file.made', { name, count: documents, files, notHere: filesNotHere }) };
  };
  const take = async (source: File, id: string): Promise<Said | null> => {
    const taken = await vault.exchange.takeFile(source, id);
    if (!taken.ok) return { tone: 'problem', words: text.failure(taken.error) };
    const { changed, unread, files, short } = taken.value;
    if (short) return { tone: 'problem', words: text('exchange.file.short', { count: changed, files }) };
    return { tone: 'good', words: text(changed === 0 && files === 0 ? 'exchange.file.nothing' : 'exchange.file.taken', { count: changed, unread, files }) };
  };
  const run = async (what: 'making' | 'taking', work: (id: string) => Promise<Said | null>): Promise<void> => {
    const id = newTransferId();
    setSaid(null);
    setWorking({ what, id });
    const done = await work(id);
    setWorking(null);
    setSaid(done);
  };

  return (
    <Card title={text('exchange.file')}>
      <p className={styles.muted}>{text('exchange.file.text')}</p>
      <Tick isSelected={withFiles && here.files > 0} isDisabled={here.files === 0 || working !== null} onChange={setWithFiles}>
        {text('exchange.file.withFiles', { count: here.files, size: fileSize(text, here.bytes) })}
      </Tick>
      <div className={styles.row}>
        <Button isDisabled={working !== null} onPress={() => void run('making', make)}>{text(working?.what === 'making' ? 'exchange.file.making' : 'exchange.file.make')}</Button>
        <FileTrigger acceptedFileTypes={[`.${exchangeFileExtension}`]} onSelect={(chosen) => chosen?.[0] !== undefined && void run('taking', (id) => take(chosen[0] as File, id))}>
          <Button isDisabled={working !== null}>{text(working?.what === 'taking' ? 'exchange.file.taking' : 'exchange.file.take')}</Button>
        </FileTrigger>
      </div>
      {transfer !== undefined && (
        <div className={styles.work}>
          <Progress label={text(working?.what === 'taking' ? 'exchange.file.taking' : 'exchange.file.making')} value={transfer.done} total={transfer.total} />
          <span className={styles.muted}>{text('files.share', { share: transfer.total === 0 ? 0 : Math.floor((100 * transfer.done) / transfer.total) })}</span>
          <Button look="quiet" onPress={() => void vault.commands.stopTransfer(transfer.id)}>{text('common.cancel')}</Button>
        </div>
      )}
      {said !== null && <Notice tone={said.tone}>{said.words}</Notice>}
    </Card>
  );
}
