import { useState } from 'react';
import { exchangeFileExtension } from '../../../../shared/contracts/exchangeCalls.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../SettingsScreen.module.css';

type Said = { readonly tone: 'good' | 'problem'; readonly words: string };

/** The exchange by a carried file, where a device has no network: one file out, one file in. */
export function ByFileCard() {
  const text = useText();
  const [working, setWorking] = useState<'making' | 'taking' | null>(null);
  const [said, setSaid] = useState<Said | null>(null);

  const make = async (): Promise<Said | null> => {
    setWorking('making');
    const made = await vault.exchange.makeFile();
    if (!made.ok) return { tone: 'problem', words: text.failure(made.error) };
    const saved = await bridge.call('exchangeFile.save', made.value.bytes, `focal-point-${today()}.${exchangeFileExtension}`);
    if (!saved.ok) return { tone: 'problem', words: text.failure(saved.error) };
    return saved.value === null ? null : { tone: 'good', words: text('exchange.file.made', { name: saved.value.name, count: made.value.documents }) };
  };
  const take = async (): Promise<Said | null> => {
    setWorking('taking');
    const opened = await bridge.call('exchangeFile.open');
    if (!opened.ok) return { tone: 'problem', words: text.failure(opened.error) };
    if (opened.value === null) return null;
    const taken = await vault.exchange.takeFile(opened.value.bytes);
    return taken.ok ? { tone: 'good', words: text('exchange.file.taken', { count: taken.value.changed, unread: taken.value.unread }) } : { tone: 'problem', words: text.failure(taken.error) };
  };
  const run = (work: () => Promise<Said | null>) => async (): Promise<void> => {
    setSaid(null);
    const done = await work();
    setWorking(null);
    setSaid(done);
  };

  return (
    <Card title={text('exchange.file')}>
      <p className={styles.muted}>{text('exchange.file.text')}</p>
      <div className={styles.row}>
        <Button isDisabled={working !== null} onPress={() => void run(make)()}>{text(working === 'making' ? 'exchange.file.making' : 'exchange.file.make')}</Button>
        <Button isDisabled={working !== null} onPress={() => void run(take)()}>{text(working === 'taking' ? 'exchange.file.taking' : 'exchange.file.take')}</Button>
      </div>
      {said !== null && <Notice tone={said.tone}>{said.words}</Notice>}
    </Card>
  );
}
