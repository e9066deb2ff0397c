import { useEffect, useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import type { KnownDevice } from '../../../vault/sync/exchangeRequests.ts';
import styles from '../Recovery.module.css';

/** After coming in by the sheet: which of the other computers are still in their user's hands. None is until it was ticked. */
export function OthersCard() {
  const text = useText();
  const exchange = useVaultValue({ name: 'exchange' });
  const [others, setOthers] = useState<readonly KnownDevice[] | null>(null);
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<Failure | null>(null);
  const [working, setWorking] = useState(false);
  const asks = exchange?.asksForOthers === true;
  const lastExchangeAt = exchange?.lastExchangeAt ?? null;
  useEffect(() => {
    // Before the first exchange nobody could be shut out.
    if (!asks || lastExchangeAt === null) return;
    void vault.exchange.devices().then((listed) => {
      setProblem(listed.ok ? null : listed.error);
      if (listed.ok) setOthers(listed.value.filter(({ isThis, revokedAt, ending }) => !isThis && revokedAt === null && !ending));
    });
  }, [asks, lastExchangeAt]);
  if (!asks || others === null) return problem === null || !asks ? null : <Notice>{text('recovery.others.notYet')}</Notice>;

  const answer = async (): Promise<void> => {
    setWorking(true);
    const answered = await vault.exchange.answerOthers([...mine]);
    setWorking(false);
    setProblem(answered.ok ? null : answered.error);
  };
  const seen = ({ seenOn }: KnownDevice): string => (seenOn === null ? text('devices.seen.never') : text('devices.seen', { when: nearDate(text, seenOn, today()) }));

  return (
    <Card title={text('recovery.others')}>
      <p className={styles.muted}>{text(others.length === 0 ? 'recovery.others.none' : 'recovery.others.text')}</p>
      {others.length > 0 && (
        <ul className={styles.list}>
          {others.map((device) => (
            <li key={device.deviceId}>
              <Tick
                isSelected={mine.has(device.deviceId)}
                onChange={(selected) => setMine(new Set(selected ? [...mine, device.deviceId] : [...mine].filter((id) => id !== device.deviceId)))}
              >
                <bdi>{device.name}</bdi>
                <span className={styles.seen}>{seen(device)}</span>
              </Tick>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
      <div className={styles.row}>
        <Button look={others.length === mine.size ? 'primary' : 'danger'} isDisabled={working} onPress={() => void answer()}>
          {others.length === 0 ? text('recovery.others.done') : text('recovery.others.shutOut', { count: others.length - mine.size })}
        </Button>
      </div>
    </Card>
  );
}
