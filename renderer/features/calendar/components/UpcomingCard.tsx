import { Link } from '@tanstack/react-router';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useUpcoming } from '../useUpcoming.ts';
import { OccurrenceRow } from './OccurrenceRow.tsx';

const ahead = 60;
const shown = 4;

/** The next dates, for Today. */
export function UpcomingCard() {
  const text = useText();
  const coming = useUpcoming(ahead);
  if (coming === undefined) return null;
  return (
    <Card title={text('calendar.upcoming')}>
      {coming.length === 0 ? <p>{text('calendar.upcoming.none')}</p> : <ul>{coming.slice(0, shown).map((occurrence) => <OccurrenceRow key={occurrence.key} occurrence={occurrence} />)}</ul>}
      <p><Link to="/calendar">{text('calendar.open')}</Link></p>
    </Card>
  );
}
