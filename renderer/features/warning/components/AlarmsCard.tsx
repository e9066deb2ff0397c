import { Link } from '@tanstack/react-router';
import { Card } from '../../../design/components/Card.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import styles from './Warning.module.css';

/** Alarms that are open, and who still has to be told. Nothing where there is none. */
export function AlarmsCard() {
  const text = useText();
  const alarms = useVaultValue({ name: 'entries', type: 'alarm' })?.filter(({ closedAt }) => closedAt === null) ?? [];
  const notices = useVaultValue({ name: 'entries', type: 'alarmNotice' });
  const situations = useVaultValue({ name: 'situations' });
  if (alarms.length === 0 || notices === undefined || situations === undefined) return null;
  const now = new Date().toISOString();
  return (
    <Card title={text('today.alarms')}>
      <ul className={styles.list}>
        {alarms.map(({ id, title, situationId }) => {
          const own = notices.filter(({ alarmId }) => alarmId === id);
          const waiting = own.filter(({ sentAt }) => sentAt === null);
          const overdue = waiting.filter(({ dueAt }) => dueAt < now).length;
          const unanswered = own.filter(({ sentAt, acknowledgedAt }) => sentAt !== null && acknowledgedAt === null).length;
          return (
            <li key={id}>
              <Link to="/situations/$situationId/warning" params={{ situationId }}><bdi>{title}</bdi></Link>
              <span className={styles.faint}> · <bdi>{situations.find((situation) => situation.id === situationId)?.name ?? ''}</bdi> · {text('today.alarms.waiting', { count: waiting.length })}</span>
              {(overdue > 0 || unanswered > 0) && (
                <span className={styles.row}>
                  {overdue > 0 && <Pill tone="warn">{text('today.alarms.overdue', { count: overdue })}</Pill>}
                  {unanswered > 0 && <Pill>{text('today.alarms.unanswered', { count: unanswered })}</Pill>}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
