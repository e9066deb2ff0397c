import { timelinePicture, type TimelineEvent } from '../../../../shared/domain/vault/timeline.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './Timeline.module.css';

const width = 1000;
const laneHeight = 16;
const markHeight = 12;
const axis = 22;
const leastShare = 0.012;
/** More lanes than this are closed up, so that the picture stays a picture. */
const mostLanes = 14;

/** How far what was said can be believed, as filling: it survives a grey print and needs no colour. */
const filling = (credibility: string | null): string => (credibility === '1' || credibility === '2' ? 'likely' : credibility === '3' ? 'possible' : credibility === '4' || credibility === '5' ? 'doubtful' : 'unknown');

/** Marks on a line of time: a dot's width where the day is known, as long as the month or year where only that is. The list says the same. */
export function TimeLine({ events }: { readonly events: readonly TimelineEvent[] }) {
  const text = useText();
  const picture = timelinePicture(events, leastShare);
  if (picture === null) return null;
  const { from, to } = picture;
  const lanes = Math.min(mostLanes, picture.lanes);
  const height = lanes * laneHeight + axis;
  const written = (date: string): string => text.intl.formatDate(new Date(`${date}T12:00:00`), { day: 'numeric', month: 'short', year: 'numeric' });
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 0 ${width} ${height}`} className={styles.picture} role="img" aria-label={text('timeline.picture', { count: events.length, from: written(from), to: written(to) })}>
        <line x1="0" x2={width} y1={height - axis + 4} y2={height - axis + 4} className={styles.axis} />
        {picture.placed.map(({ event, start, end, lane }) => (
          <rect
            key={event.note.id}
            x={start * width}
            y={(lanes - 1 - (lane % lanes)) * laneHeight + 2}
            width={Math.max(leastShare * width - 2, (end - start) * width - 2)}
            height={markHeight}
            rx={markHeight / 2}
            className={styles[filling(event.note.credibility)]}
          />
        ))}
      </svg>
      <div className={styles.ends} aria-hidden="true"><span>{written(from)}</span><span>{written(to)}</span></div>
      <figcaption className={styles.legend}>
        {(['likely', 'possible', 'doubtful', 'unknown'] as const).map((kind) => (
          <span key={kind}>
            <svg viewBox="0 0 16 12" className={styles.swatch} aria-hidden="true"><rect x="1" y="1" width="14" height="10" rx="5" className={styles[kind]} /></svg>
            {text(`timeline.legend.${kind}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
