import { Link, useSearch } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { useCommand } from '../../app/shell/commandContext.ts';
import { shortcutText } from '../../app/shell/shortcuts.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { Pill } from '../../design/components/Pill.tsx';
import { nearTime } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { OpenSignal } from './components/OpenSignal.tsx';
import styles from './components/Signals.module.css';

/** What was caught and waits to be graded and filed; on request what was filed. */
export function SignalsScreen() {
  const text = useText();
  const run = useCommand();
  const { signal: wanted } = useSearch({ from: '/signals' });
  const all = useVaultValue({ name: 'entries', type: 'signal' });
  const [filed, setFiled] = useState(false);
  const [binned, setBinned] = useState<string | null>(null);
  if (all === undefined) return <Screen title={text('signals.title')}>{null}</Screen>;
  const shown = all.filter(({ filedAt }) => (filedAt !== null) === filed).sort((a, b) => b.caughtAt.localeCompare(a.caughtAt));
  const filedCount = all.filter(({ filedAt }) => filedAt !== null).length;
  const open = all.find(({ id }) => id === wanted) ?? shown[0];
  const add = (
    <Button look="primary" onPress={() => run('signal.catch')}>
      <Inbox size={16} aria-hidden="true" />
      {text('signals.catch')}
    </Button>
  );
  const drop = async (id: string): Promise<void> => {
    const done = await vault.commands.trashEntry(id, true);
    if (done.ok) setBinned(id);
  };
  return (
    <Screen title={text('signals.title')} action={add}>
      {binned !== null && (
        <Notice action={<Button onPress={() => void vault.commands.trashEntry(binned, false).then(() => setBinned(null))}>{text('signals.undo')}</Button>}>{text('signals.binned')}</Notice>
      )}
      {shown.length === 0 && !filed && <Empty title={text('signals.empty.title')} action={<Button onPress={() => run('signal.catch')}>{text('signals.catch')}</Button>}>{text('signals.empty', { keys: shortcutText('signal.catch') })}</Empty>}
      <div className={styles.columns}>
        <div className={styles.side}>
          <ul className={styles.list} aria-label={text(filed ? 'signals.filedList' : 'signals.list')}>
            {shown.map((signal) => (
              <li key={signal.id}>
                <Link to="/signals" search={{ signal: signal.id }} className={styles.signal} aria-current={signal.id === open?.id ? 'true' : undefined}>
                  <span className={styles.row}>
                    <Pill>{text(`signals.kind.${signal.kind}`)}</Pill>
                    <span className={styles.faint}>{nearTime(text, signal.caughtAt, Date.now())}{signal.source !== '' && <> · <bdi>{signal.source}</bdi></>}</span>
                  </span>
                  <span className={styles.excerpt} dir="auto">{signal.text.trim() === '' ? text('signals.untitled') : signal.text.slice(0, 240)}</span>
                </Link>
              </li>
            ))}
          </ul>
          {(filedCount > 0 || filed) && <div><Button look="quiet" aria-pressed={filed} onPress={() => setFiled(!filed)}>{text('signals.showFiled')} ({filedCount})</Button></div>}
        </div>
        {open !== undefined && <OpenSignal key={open.id} signal={open} onBin={() => void drop(open.id)} />}
      </div>
    </Screen>
  );
}
