import type { SteeringSeat } from '../../../../shared/content/network.schema.ts';
import { Card } from '../../../design/components/Card.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import { longDate } from '../networkDates.ts';
import styles from '../NetworkScreen.module.css';
import { UpdatedOn } from './UpdatedOn.tsx';

/** Who steers the network, until when, and what they can be asked. */
export function SteeringList({ seats }: { readonly seats: readonly SteeringSeat[] }) {
  const text = useText();
  if (seats.length === 0) return null;
  return (
    <Card title={text('network.part.steering')} flush>
      <ul>
        {seats.map((seat) => (
          <li key={seat.id} className={styles.entry}>
            <div className={styles.words}>
              <span className={styles.name}><bdi>{seat.member}</bdi></span>
              <span className={styles.muted}>{seat.until === null ? text('network.seat.open', { from: longDate(text, seat.from) }) : text('network.seat.term', { from: longDate(text, seat.from), until: longDate(text, seat.until) })}</span>
              <span className={styles.pills}><Pill tone={seat.role === 'chair' ? 'accent' : 'plain'}>{text(`network.seat.${seat.role}`)}</Pill></span>
            </div>
            <dl className={styles.facts}>
              {seat.asks.length > 0 && <div><dt>{text('network.seat.asks')}</dt><dd><bdi>{text.intl.formatList(seat.asks, { type: 'unit' })}</bdi></dd></div>}
            </dl>
            <div className={styles.foot}><UpdatedOn date={seat.updatedOn} /></div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
