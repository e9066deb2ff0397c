import { useState } from 'react';
import type { Failure } from '../../../shared/errors/result.ts';
import { choose, useProgressChoice, useProgressProblem } from '../../data/progressExchange.ts';
import { Card } from '../../design/components/Card.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { Tick } from '../../design/components/Tick.tsx';
import { nearTime } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import styles from './Consent.module.css';
import { CountsTable } from './CountsTable.tsx';
import { useOwnProgress } from './useOwnProgress.ts';

/** What the Secretariat may know: off until it is turned on, with everything that would be sent shown before. Only where one was joined. */
export function ConsentCard() {
  const text = useText();
  const choice = useProgressChoice();
  const own = useOwnProgress();
  const late = useProgressProblem();
  const [failure, setFailure] = useState<Failure | null>(null);
  if (choice === undefined || own === undefined) return null;
  const agrees = choice.agreed !== null;
  const { sent } = choice;
  const change = async (to: boolean): Promise<void> => {
    const kept = await choose(to);
    setFailure(kept.ok ? null : kept.error);
  };
  return (
    <Card title={text('consent.title')}>
      <div className={styles.card}>
        <p className={styles.muted}>{text('consent.text')}</p>
        <CountsTable label={text(agrees ? 'consent.next' : 'consent.would')} progress={own} />
        <Tick isSelected={agrees} onChange={(to) => void change(to)}>{text('consent.agree')}</Tick>
        <p className={styles.muted} role="status">
          {agrees
            ? (sent === null ? text('consent.notYet') : text('consent.sent', { when: nearTime(text, sent.at, Date.now()) }))
            : text(choice.toRemove === null && sent === null ? 'consent.off' : 'consent.removing')}
        </p>
        {sent !== null && JSON.stringify(sent.progress) !== JSON.stringify(own) && (
          <details>
            <summary>{text('consent.last')}</summary>
            <CountsTable label={text('consent.last')} progress={sent.progress} />
          </details>
        )}
        {failure !== null && <Notice tone="problem">{text.failure(failure)}</Notice>}
        {failure === null && late !== null && (agrees || choice.toRemove !== null) && <Notice tone="fact">{text('consent.late')}</Notice>}
      </div>
    </Card>
  );
}
