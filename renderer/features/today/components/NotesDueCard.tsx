import { Link } from '@tanstack/react-router';
import { addDays } from '../../../../shared/time/calendarDate.ts';
import { Card } from '../../../design/components/Card.tsx';
import { nearDate, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import styles from '../TodayScreen.module.css';

/** A day is put forward this long before it comes. */
const soonDays = 7;
const shownAtOnce = 8;

/** Notes whose day of review has come or comes within the week, and those that go to the bin within it. */
export function NotesDueCard() {
  const text = useText();
  const now = today();
  const soon = addDays(now, soonDays);
  const due = (useVaultValue({ name: 'notesDue' }) ?? []).flatMap(({ id, situationId, title, reviewOn, deleteOn }) => [
    ...(deleteOn !== null && deleteOn <= soon ? [{ key: `${id}/delete`, id, situationId, title, words: text('today.notesDue.delete', { when: nearDate(text, deleteOn, now) }) }] : []),
    ...(reviewOn !== null && reviewOn <= soon ? [{ key: `${id}/review`, id, situationId, title, words: text(reviewOn < now ? 'today.notesDue.was' : 'today.notesDue.review', { when: nearDate(text, reviewOn, now) }) }] : []),
  ]);
  if (due.length === 0) return null;
  return (
    <Card title={text('today.notesDue')}>
      <ul>
        {due.slice(0, shownAtOnce).map(({ key, id, situationId, title, words }) => (
          <li key={key}>
            <Link to="/situations/$situationId" params={{ situationId }} search={{ note: id }}><bdi>{title === '' ? text('note.untitled') : title}</bdi></Link>
            <span className={styles.muted}> · {words}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
