import type { ReactNode } from 'react';
import type { Occurrence } from '../../../../shared/domain/calendar/upcoming.ts';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './OccurrenceRow.module.css';

/** A date with what is on: the day at the side, the words beside it. */
export function OccurrenceRow({ occurrence, children }: { readonly occurrence: Occurrence; readonly children?: ReactNode }) {
  const text = useText();
  const { on, endsOn, startsAt, title, place, entry } = occurrence;
  const short = (date: string): string => text.intl.formatDate(new Date(`${date}T12:00:00`), { day: 'numeric', month: 'short' });
  const facts = [entry === null ? text('calendar.day') : null, startsAt, endsOn !== null && endsOn !== on ? text('calendar.until', { when: short(endsOn) }) : null, place === '' ? null : place].filter((fact) => fact !== null);
  return (
    <li className={styles.row}>
      <time dateTime={on} title={exactDate(text, on)} className={styles.day}>{short(on)}</time>
      <span className={styles.words}>
        <span dir={entry === null ? undefined : 'auto'}>{title}</span>
        {facts.length > 0 && <span className={styles.facts}><bdi>{facts.join(' · ')}</bdi></span>}
      </span>
      {children}
    </li>
  );
}
