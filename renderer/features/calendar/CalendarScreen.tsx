import { Plus } from 'lucide-react';
import { useState } from 'react';
import { calendarToolkitId, fixedDays } from '../../../shared/domain/calendar/fixedDays.ts';
import type { Occurrence } from '../../../shared/domain/calendar/upcoming.ts';
import type { StoredEntry } from '../../../shared/domain/vault/entry.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { useToolkits } from '../../data/publishedReads.ts';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { AroundForm } from './components/AroundForm.tsx';
import { DateEntryForm } from './components/DateEntryForm.tsx';
import { ExchangeCard } from './components/ExchangeCard.tsx';
import { OccurrenceRow } from './components/OccurrenceRow.tsx';
import { useUpcoming } from './useUpcoming.ts';
import styles from './CalendarScreen.module.css';

const yearAhead = 365;

/** The year ahead, month by month: own dates, and the days that the edition names. */
export function CalendarScreen() {
  const text = useText();
  const coming = useUpcoming(yearAhead);
  const entries = useVaultValue({ name: 'entries', type: 'date' });
  const toolkits = useToolkits();
  const [around, setAround] = useState<Occurrence | null>(null);
  const [editing, setEditing] = useState<StoredEntry<'date'> | 'new' | null>(null);
  if (coming === undefined || entries === undefined) return <Screen title={text('calendar.title')}>{null}</Screen>;
  const months = Map.groupBy(coming, ({ on }: Occurrence) => on.slice(0, 7));
  const days = fixedDays(toolkits?.find(({ id }) => id === calendarToolkitId));
  return (
    <Screen title={text('calendar.title')} action={<Button look="primary" onPress={() => setEditing('new')}><Plus size={16} aria-hidden="true" />{text('calendar.add')}</Button>}>
      <div className={styles.columns}>
        <Card title={text('calendar.ahead')}>
          {coming.length === 0 && <Empty title={text('calendar.empty')} action={<Button onPress={() => setEditing('new')}>{text('calendar.add')}</Button>} />}
          {[...months].map(([month, occurrences]) => (
            <section key={month} aria-label={text.intl.formatDate(new Date(`${month}-15T12:00:00`), { month: 'long', year: 'numeric' })}>
              <h3 className={styles.month}>{text.intl.formatDate(new Date(`${month}-15T12:00:00`), { month: 'long', year: 'numeric' })}</h3>
              <ul>
                {occurrences.map((occurrence) => (
                  <OccurrenceRow key={occurrence.key} occurrence={occurrence}>
                    {occurrence.entry === null ? (
                      <span className={styles.muted}>{text('calendar.fromEdition')}</span>
                    ) : (
                      <span className={styles.row}>
                        {(occurrence.entry.kind === 'meeting' || occurrence.entry.kind === 'session') && <Button look="quiet" aria-label={text('around.planFor', { title: occurrence.title })} onPress={() => setAround(occurrence)}>{text('around.plan')}</Button>}
                        <Button look="quiet" aria-label={text('calendar.edit', { title: occurrence.title })} onPress={() => setEditing(occurrence.entry)}>{text('common.edit')}</Button>
                        <Button look="quiet" aria-label={text('calendar.remove', { title: occurrence.title })} onPress={() => occurrence.entry !== null && void vault.commands.trashEntry(occurrence.entry.id, true)}>{text('common.remove')}</Button>
                      </span>
                    )}
                  </OccurrenceRow>
                ))}
              </ul>
            </section>
          ))}
        </Card>
        <div className={styles.side}>
          <ExchangeCard entries={entries} days={days} />
          <Card title={text('calendar.rhythm')}>
            <p className={styles.muted}>{text('calendar.rhythm.text')}</p>
          </Card>
        </div>
      </div>
      <Dialog title={text('around.title')} isOpen={around !== null} onClose={() => setAround(null)}>
        {around?.entry != null && <AroundForm occurrence={around} entry={around.entry} onDone={() => setAround(null)} />}
      </Dialog>
      <Dialog title={text(editing === 'new' ? 'calendar.add' : 'calendar.editTitle')} isOpen={editing !== null} onClose={() => setEditing(null)}>
        <DateEntryForm entry={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />
      </Dialog>
    </Screen>
  );
}
