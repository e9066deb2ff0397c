import type { DateAhead } from '../../../../shared/domain/assessments/datesAhead.ts';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import styles from './Assessment.module.css';

const domain = 'ahead.focal-point-companion';

/** Puts a date ahead into the calendar. Its identity follows from the row, so that it is put there once. */
export function ToCalendar({ id, on, words }: DateAhead) {
  const text = useText();
  const dates = useVaultValue({ name: 'entries', type: 'date' });
  const uid = `${id}@${domain}`;
  const title = words[0] ?? '';
  if (dates === undefined) return null;
  if (dates.some((date) => date.uid === uid)) return <span className={styles.faint}>{text('assessment.ahead.inCalendar')}</span>;
  const add = (): void => void vault.commands.saveEntry(null, { type: 'date', title: title.slice(0, 200), kind: 'other', startsOn: on, startsAt: null, endsOn: null, place: '', note: words.slice(1).join(' · ').slice(0, 4_000), yearly: false, remindDays: 7, uid, sequence: 0 });
  return <Button look="quiet" aria-label={text('assessment.ahead.addOf', { event: title })} onPress={add}>{text('assessment.ahead.add')}</Button>;
}
