import { useState } from 'react';
import { addedByImport } from '../../../../shared/domain/calendar/addedByImport.ts';
import type { FixedDay } from '../../../../shared/domain/calendar/fixedDays.ts';
import { publicDay } from '../../../../shared/domain/calendar/publicDay.ts';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../CalendarScreen.module.css';

/** To and from the calendar that the office uses, as an .ics file. What leaves here is no longer sealed, and that is said. */
export function ExchangeCard({ entries, days }: { readonly entries: readonly StoredEntry<'date'>[]; readonly days: readonly FixedDay[] }) {
  const text = useText();
  const [withDays, setWithDays] = useState(true);
  const [said, setSaid] = useState<string | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const tell = (words: string | null, failure: Failure | null): void => {
    setSaid(words);
    setFailed(failure);
  };
  const save = async (): Promise<void> => {
    const own = entries.map(({ uid, sequence, title, startsOn, startsAt, endsOn, place, note, yearly, kind }) => ({ uid, sequence, title, startsOn, startsAt, endsOn, place, note, yearly, kind }));
    const saved = await bridge.call('calendar.save', [...own, ...(withDays ? days.map((day) => publicDay(day, today())) : [])], text('calendar.fileName'));
    if (!saved.ok) tell(null, saved.error);
    else if (saved.value !== null) tell(text('calendar.saved', { name: saved.value.name }), null);
  };
  const open = async (): Promise<void> => {
    const opened = await bridge.call('calendar.open');
    if (!opened.ok) return tell(null, opened.error);
    if (opened.value === null) return undefined;
    const { changed, added, same } = addedByImport(entries, opened.value.events);
    for (const { id, entry } of [...added.map((entry) => ({ id: null, entry })), ...changed]) {
      const saved = await vault.commands.saveEntry(id, entry);
      if (!saved.ok) return tell(null, saved.error);
    }
    tell(text('calendar.imported', { added: added.length, changed: changed.length, same, skipped: opened.value.skipped }), null);
    return undefined;
  };
  return (
    <Card title={text('calendar.exchange')}>
      <p className={styles.muted}>{text('calendar.exchange.text')}</p>
      <Tick isSelected={withDays} onChange={setWithDays}>{text('calendar.exchange.days')}</Tick>
      <div className={styles.row}>
        <Button onPress={() => void save()}>{text('calendar.export')}</Button>
        <Button onPress={() => void open()}>{text('calendar.import')}</Button>
      </div>
      {said !== null && <Notice tone="good">{said}</Notice>}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
    </Card>
  );
}
