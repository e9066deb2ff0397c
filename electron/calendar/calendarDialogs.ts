import type { BrowserWindow } from 'electron';
import type { CalendarEvent, CalendarFile } from '../../shared/domain/calendar/calendarEvent.ts';
import { ok, type Result } from '../../shared/errors/result.ts';
import { openChosenFile, saveChosenFile } from '../storage/chosenFile.ts';
import { maxCalendarBytes, readCalendar } from './readCalendar.ts';
import { writeCalendar } from './writeCalendar.ts';

const kind = { name: 'iCalendar', extensions: ['ics'] };

export const saveCalendar = async (window: BrowserWindow | undefined, events: readonly CalendarEvent[], fileName: string): Promise<Result<{ readonly name: string } | null>> =>
  saveChosenFile(window, kind, new TextEncoder().encode(writeCalendar(events, new Date().toISOString())), fileName);

export async function openCalendar(window: BrowserWindow | undefined): Promise<Result<CalendarFile | null>> {
  const chosen = await openChosenFile(window, kind, maxCalendarBytes);
  if (!chosen.ok) return chosen;
  return chosen.value === null ? ok(null) : readCalendar(chosen.value.bytes, (instantMs) => new Date(instantMs).getTimezoneOffset());
}
