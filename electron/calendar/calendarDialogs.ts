import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { CalendarEvent, CalendarFile } from '../../shared/domain/calendar/calendarEvent.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { readAtMost } from '../storage/readAtMost.ts';
import { writeFileAtomically } from '../storage/writeFileAtomically.ts';
import { maxCalendarBytes, readCalendar } from './readCalendar.ts';
import { writeCalendar } from './writeCalendar.ts';

const filters = [{ name: 'iCalendar', extensions: ['ics'] }];

/** Asks where to, and writes. Answers null when the user thought better of it. */
export async function saveCalendar(window: BrowserWindow | undefined, events: readonly CalendarEvent[], fileName: string): Promise<Result<{ readonly name: string } | null>> {
  const options = { defaultPath: fileName, filters };
  const chosen = window === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  if (chosen.canceled || chosen.filePath === '') return ok(null);
  try {
    await writeFileAtomically(chosen.filePath, new TextEncoder().encode(writeCalendar(events, new Date().toISOString())));
    return ok({ name: path.basename(chosen.filePath) });
  } catch {
    return fail('file.notWritten', 'later');
  }
}

export async function openCalendar(window: BrowserWindow | undefined): Promise<Result<CalendarFile | null>> {
  const options = { filters, properties: ['openFile' as const] };
  const chosen = window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  const file = chosen.filePaths[0];
  if (chosen.canceled || file === undefined) return ok(null);
  const bytes = await readAtMost(file, maxCalendarBytes);
  return bytes.ok ? readCalendar(bytes.value, (instantMs) => new Date(instantMs).getTimezoneOffset()) : bytes;
}
