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
  const now = today();
  useEffect(() => {
    if (entries === undefined || progress === undefined) return;
    const askAgain = Object.values(progress).flatMap(({ state, until }) => (state === 'waiting' && until !== null ? [until] : []));
    void bridge.call('reminders.set', reminderDays(entries, askAgain, now), { title: text('calendar.reminder.title'), body: text('calendar.reminder.body') });
  }, [entries, progress, now, text]);
}
