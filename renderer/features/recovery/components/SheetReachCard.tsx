import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { useSecretariat } from '../../../data/secretariatQueries.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import type { SheetReach } from '../../../vault/sync/exchangeRequests.ts';
import { InForce } from './InForce.tsx';
import { TurnOnForm } from './TurnOnForm.tsx';
import styles from '../Recovery.module.css';

/** Whether the recovery sheet is enough on a new computer, what that means, and choosing it. */
export function SheetReachCard() {
  const text = useText();
  const joined = useSecretariat().data?.joined ?? null;
  const slots = useVaultValue({ name: 'keySlots' });
  const lastExchangeAt = useVaultValue({ name: 'exchange' })?.lastExchangeAt ?? null;
  const [reach, setReach] = useState<SheetReach | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);

  const load = useCallback(async (): Promise<void> => {
    const said = await vault.exchange.sheetReach();
    setProblem(said.ok ? null : said.error);
    if (said.ok) setReach(said.value);
  }, []);
  const sheets = slots?.sheets.map(({ name, rehearsedAt }) => `${name} ${rehearsedAt ?? ''}`).join();
  useEffect(() => {
    void load();
  }, [load, sheets, joined, lastExchangeAt]);
  const changed = (next: SheetReach): void => {
    setReach(next);
    setAsking(false);
  };

  return (
    <Card title={text('recovery.reach')}>
      {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
      {reach !== null && !reach.joined && <p className={styles.muted}>{text('recovery.reach.notJoined')}</p>}
      {reach !== null && reach.joined && reach.inForce !== null && <InForce reach={reach} inForce={reach.inForce} address={joined?.address ?? ''} onChanged={changed} />}
      {reach !== null && reach.joined && reach.inForce === null && (
        <>
          {reach.own === null && <p className={styles.muted}>{text('recovery.reach.noSheet')}</p>}
          {reach.own?.isSpent === true && <p className={styles.muted}>{text('recovery.reach.spent', { name: reach.own.name })}</p>}
          {reach.own?.isSpent === false && (
            <>
              <p>{text('recovery.reach.off', { name: reach.own.name })}</p>
              <p className={styles.muted}>{text('recovery.reach.offer', { secretariat: joined?.secretariat ?? '' })}</p>
              {asking ? (
                <TurnOnForm name={reach.own.name} alone={reach.alone} needsWords={reach.own.needsWords} onDone={changed} onCancel={() => setAsking(false)} />
              ) : (
                <div className={styles.row}>
                  <Button onPress={() => setAsking(true)}>{text('recovery.reach.turnOn')}</Button>
                </div>
              )}
            </>
          )}
        </>
      )}
    </Card>
  );
}
