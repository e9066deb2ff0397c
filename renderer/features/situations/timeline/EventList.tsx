import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { TimelineEvent } from '../../../../shared/domain/vault/timeline.ts';
import { Pill } from '../../../design/components/Pill.tsx';
import { type TextTools, useText } from '../../../i18n/useText.ts';
import { gradeCode } from '../gradeCode.ts';
import styles from './Timeline.module.css';

/** When it happened, with no more exactness than there is. */
function when(text: TextTools, { note, from }: TimelineEvent): string {
  const at = (date: string): Date => new Date(`${date}T12:00:00`);
  const on = note.observedOn ?? from;
  const day = text.intl.formatDate(at(on), { day: 'numeric', month: 'short' });
  if (note.observedPrecision === 'year') return text('timeline.year', { year: on.slice(0, 4) });
  if (note.observedPrecision === 'month') return text('timeline.month', { month: text.intl.formatDate(at(on), { month: 'long' }) });
  if (note.observedPrecision === 'week') return text('timeline.week', { day: text.intl.formatDate(at(from), { day: 'numeric', month: 'short' }) });
  return note.observedPrecision === 'about' ? text('timeline.about', { day }) : day;
}

/** Arrow keys go from event to event, Home and End to the first and last. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  const to = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? links.length - 1 : null;
  if (to === null || at < 0 || links[to] === undefined) return;
  event.preventDefault();
  links[to].focus();
}

/** The events in words, under the year in which they begin. */
export function EventList({ events, situationId }: { readonly events: readonly TimelineEvent[]; readonly situationId: string }) {
  const text = useText();
  const years = [...new Set(events.map(({ from }) => from.slice(0, 4)))];
  return (
    <div className={styles.years} onKeyDown={walk}>
      {years.map((year) => (
        <section key={year} aria-labelledby={`timeline-${year}`}>
          <h2 id={`timeline-${year}`} className={styles.year}>{year}</h2>
          <ol className={styles.events}>
            {events.filter(({ from }) => from.startsWith(year)).map((event) => {
              const { id, title, excerpt, place, source } = event.note;
              const grade = gradeCode(event.note);
              return (
                <li key={id} className={styles.event}>
                  <span className={styles.when}>{when(text, event)}</span>
                  <span className={styles.words}>
                    <Link to="/situations/$situationId" params={{ situationId }} search={{ note: id }}><bdi>{title !== '' ? title : excerpt !== '' ? excerpt.slice(0, 80) : text('note.untitled')}</bdi></Link>
                    <span className={styles.muted} dir="auto">{[place, source].filter((part) => part !== '').join(' · ')}</span>
                  </span>
                  {grade !== null && <Pill>{grade}</Pill>}
                </li>
              );
            })}
          </ol>
        </section>
      ))}
    </div>
  );
}
