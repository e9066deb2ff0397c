import { Link, useNavigate } from '@tanstack/react-router';
import { useToolkits } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { useStartRun } from '../../runs/index.ts';
import { alarmLooks } from '../signToolkits.ts';
import styles from './Warning.module.css';

/** The gender lens and the signs of hate speech within the alarm: what the newest look saw, and the way to look again. */
export function RelatedLooks({ situationId }: { readonly situationId: string }) {
  const text = useText();
  const navigate = useNavigate();
  const start = useStartRun();
  const runs = useVaultValue({ name: 'runs' });
  const toolkits = useToolkits()?.filter(({ id }) => alarmLooks.some((look) => look === id)) ?? [];
  if (runs === undefined || toolkits.length === 0) return null;
  return (
    <section className={styles.part} aria-label={text('alarm.looks')}>
      <h3>{text('alarm.looks')}</h3>
      <ul className={styles.list}>
        {toolkits.map((toolkit) => {
          const run = runs.filter((each) => each.situationId === situationId && each.toolkitId === toolkit.id && each.trashedAt === null).sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
          return (
            <li key={toolkit.id} className={styles.row}>
              {run === undefined ? (
                <Button onPress={() => void start(toolkit, { situationId }).then((made) => (made.ok ? navigate({ to: '/runs/$runId', params: { runId: made.value } }) : undefined))}>{text('alarm.looks.start', { title: toolkit.title })}</Button>
              ) : (
                <>
                  <Link to="/runs/$runId" params={{ runId: run.id }}>{text('alarm.looks.open', { title: toolkit.title })}</Link>
                  <span className={styles.faint}>{text('alarm.looks.seen', { count: run.observed.length, when: nearTime(text, run.changedAt, Date.now()) })}</span>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
