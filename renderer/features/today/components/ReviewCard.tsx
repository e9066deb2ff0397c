import { Link } from '@tanstack/react-router';
import { addDays } from '../../../../shared/time/calendarDate.ts';
import { Card } from '../../../design/components/Card.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import styles from '../TodayScreen.module.css';

/** A review is put forward this long before its day. */
const soonDays = 7;

/** Situations whose review has come or comes within the week. */
export function ReviewCard() {
  const text = useText();
  const now = today();
  const due = (useVaultValue({ name: 'situations' }) ?? [])
    .filter(({ archivedAt, stage, reviewOn }) => archivedAt === null && stage !== 'closed' && reviewOn !== null && reviewOn <= addDays(now, soonDays))
    .sort((a, b) => (a.reviewOn ?? '').localeCompare(b.reviewOn ?? ''));
  if (due.length === 0) return null;
  return (
    <Card title={text('today.review')}>
      <ul>
        {due.map(({ id, name, reviewOn }) => (
          <li key={id}>
            <Link to="/situations/$situationId" params={{ situationId: id }}><bdi>{name}</bdi></Link>
            {reviewOn !== null && <span className={styles.muted}> · {text(reviewOn < now ? 'today.review.was' : 'today.review.is', { when: nearDate(text, reviewOn, now) })}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
