import { useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import type { SheetReach } from '../../../vault/sync/exchangeRequests.ts';
import { TurnOnForm } from './TurnOnForm.tsx';
import styles from '../Recovery.module.css';

interface InForceProps {
  readonly reach: SheetReach;
  readonly inForce: NonNullable<SheetReach['inForce']>;
  readonly address: string;
  readonly onChanged: (reach: SheetReach) => void;
}

/** The sheet that is enough: which, through which server, whether the server has what it needs, and ending it. */
export function InForce({ reach, inForce, address, onChanged }: InForceProps) {
  const text = useText();
  const [open, setOpen] = useState<'ending' | 'replacing' | null>(null);
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Failure | null>(null);
  const { own } = reach;

  const end = async (): Promise<void> => {
    setWorking(true);
    const ended = await vault.exchange.takeSheetOutOfForce();
    setWorking(false);
    if (!ended.ok) return setProblem(ended.error);
    setOpen(null);
    return onChanged(ended.value);
  };

  return (
    <>
      {inForce.isOfThisDevice ? <p>{text('recovery.reach.on', { name: inForce.name })}</p> : <p>{text('recovery.reach.onOther', { name: inForce.name, when: nearTime(text, inForce.madeAt, Date.now()) })}</p>}
      <dl className={styles.facts}>
        <dt>{text('recovery.reach.address')}</dt>
        <dd dir="ltr" data-testid="sheet-address">{address}</dd>
        <dt>{text('recovery.reach.renewed')}</dt>
        <dd>{inForce.renewedAt === null ? text('recovery.reach.never') : nearTime(text, inForce.renewedAt, Date.now())}</dd>
      </dl>
      <p className={styles.muted}>{text('recovery.reach.address.help')}</p>
      {reach.atServer === 'missing' && <Notice>{text('recovery.reach.missing')}</Notice>}
      {reach.atServer === 'unknown' && <Notice>{text('recovery.reach.unknown')}</Notice>}
      {reach.refused > 0 && <Notice>{text('recovery.reach.refused', { count: reach.refused })}</Notice>}
      {open !== 'replacing' && (
        <div className={styles.row}>
          {!inForce.isOfThisDevice && own !== null && !own.isSpent && <Button onPress={() => setOpen('replacing')}>{text('recovery.reach.useThis', { name: own.name })}</Button>}
          <Button look="quiet" onPress={() => setOpen('ending')}>{text('recovery.reach.turnOff')}</Button>
        </div>
      )}
      {open === 'replacing' && own !== null && <TurnOnForm name={own.name} alone={reach.alone} needsWords={own.needsWords} onDone={(next) => { setOpen(null); onChanged(next); }} onCancel={() => setOpen(null)} />}
      <Dialog title={text('recovery.reach.end.title')} isOpen={open === 'ending'} onClose={() => setOpen(null)}>
        <p>{text('recovery.reach.end.text', { name: inForce.name })}</p>
        <p className={styles.muted}>{text(reach.alone ? 'recovery.reach.end.alone' : 'recovery.reach.end.others')}</p>
        {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
        <div className={styles.row}>
          <Button look="danger" isDisabled={working} onPress={() => void end()}>{text('recovery.reach.turnOff')}</Button>
          <Button look="quiet" onPress={() => setOpen(null)}>{text('common.cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
}
