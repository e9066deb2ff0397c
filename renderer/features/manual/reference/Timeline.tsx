import { useMemo } from 'react';
import type { TimelineEntry } from '../../../../shared/content/content.schema.ts';
import { useTimeline } from '../../../data/publishedReads.ts';
import { type TextTools, useText } from '../../../i18n/useText.ts';
import styles from './Reference.module.css';
import { ReferenceArticle, useContentLanguage } from './ReferenceArticle.tsx';
import { timelineYears } from './timelineYears.ts';

const none: readonly TimelineEntry[] = [];

/** As exact as the source allows: a day, a month, or nothing beyond the year that stands above. */
function dateOf(text: TextTools, on: string): string | null {
  if (on.length === 4) return null;
  const date = new Date(`${on.length === 7 ? `${on}-01` : on}T12:00:00`);
  return text.intl.formatDate(date, on.length === 7 ? { month: 'long' } : { day: 'numeric', month: 'long' });
}

/** The dated facts of the commitment and the Network, by year, each with its source. */
export function Timeline() {
  const text = useText();
  const content = useContentLanguage();
  const entries = useTimeline() ?? none;
  const years = useMemo(() => timelineYears(entries), [entries]);
  return (
    <ReferenceArticle part="timeline" lead={text('reference.timeline.lead')}>
      <ol className={styles.years}>
        {years.map(({ year, entries: own }) => (
          <li key={year} className={styles.year}>
            <h3 className={styles.yearName}>{year}</h3>
            <ol className={styles.events}>
              {own.map((entry) => {
                const date = dateOf(text, entry.on);
                return (
                  <li key={entry.id} className={styles.event}>
                    {date !== null && <time className={styles.date} dateTime={entry.on}>{date}</time>}
                    <h4 {...content}>{entry.title}</h4>
                    <p {...content}>{entry.text}</p>
                    <p className={styles.sourceLine} {...content}>{entry.source}</p>
                  </li>
                );
              })}
            </ol>
          </li>
        ))}
      </ol>
    </ReferenceArticle>
  );
}
