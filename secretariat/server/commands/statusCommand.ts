import { stat } from 'node:fs/promises';
import { acknowledgementLines } from '../acknowledgements/acknowledgementLines.ts';
import { readAcknowledgements } from '../acknowledgements/acknowledgementTable.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { progressLines } from '../progress/progressLines.ts';
import { readProgress } from '../progress/progressTable.ts';
import type { Settings } from '../settings.ts';

/** What people let the Secretariat know, as totals, and the acknowledgements that they sent; null where the server's database is not here. */
export async function progressStatus(settings: Settings): Promise<string[] | null> {
  const { database } = settings;
  if (database.kind === 'sqlite' && (await stat(database.file).catch(() => null)) === null) return null;
  const db = await openDatabase(database);
  try {
    return [...progressLines(await readProgress(db, () => new Date())), ...acknowledgementLines(await readAcknowledgements(db))];
  } finally {
    await db.destroy();
  }
}

export async function statusCommand(settings: Settings, out: (line: string) => void): Promise<number> {
  for (const line of (await progressStatus(settings)) ?? ['No server has run on this data folder yet.']) out(line);
  return 0;
}
