import { useMemo } from 'react';
import { calendarToolkitId, fixedDays } from '../../../shared/domain/calendar/fixedDays.ts';
import { type Occurrence, upcoming } from '../../../shared/domain/calendar/upcoming.ts';
import { useToolkits } from '../../data/publishedReads.ts';
import { today } from '../../i18n/nearDate.ts';
import { useVaultValue } from '../../platform/vault.ts';

/** Own dates and the days that the edition's calendar names, from today so many days ahead; undefined until they are read. */
export function useUpcoming(withinDays: number): readonly Occurrence[] | undefined {
  const entries = useVaultValue({ name: 'entries', type: 'date' });
  const toolkits = useToolkits();
  const now = today();
  return useMemo(
    () => (entries === undefined || toolkits === undefined ? undefined : upcoming(entries, fixedDays(toolkits.find(({ id }) => id === calendarToolkitId)), now, withinDays)),
    [entries, toolkits, now, withinDays],
  );
}
