import { useEffect } from 'react';
import { reminderDays } from '../../../shared/domain/calendar/upcoming.ts';
import { today } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import { bridge } from '../../platform/bridge.ts';
import { useVaultValue } from '../../platform/vault.ts';

/** Keeps the main process told of the days on which to remind: days and one sentence that says nothing of what is planned. */
export function useReminders(): void {
  const text = useText();
  const entries = useVaultValue({ name: 'entries', type: 'date' });
  const progress = useVaultValue({ name: 'programme' });
  const notes = useVaultValue({ name: 'notesDue' });
  const now = today();
  useEffect(() => {
    if (entries === undefined || progress === undefined || notes === undefined) return;
    const askAgain = Object.values(progress).flatMap(({ state, until }) => (state === 'waiting' && until !== null ? [until] : []));
    const noteDays = notes.flatMap(({ reviewOn, deleteOn }) => [reviewOn, deleteOn].filter((day) => day !== null));
    void bridge.call('reminders.set', reminderDays(entries, [...askAgain, ...noteDays], now), { title: text('calendar.reminder.title'), body: text('calendar.reminder.body') });
  }, [entries, progress, notes, now, text]);
}
