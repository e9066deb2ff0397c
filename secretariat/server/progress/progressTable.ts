/** One row per account: the counts that its person agreed to send, replaced each time. No history is kept. */
import * as v from 'valibot';
import { progressLifeDays, sharedProgressSchema, type SharedProgress } from '../../../shared/contracts/progressApi.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';

const dayMs = 86_400_000;
const dayOf = (instant: Date): string => instant.toISOString().slice(0, 10);
const oldestDay = (clock: Clock): string => dayOf(new Date(clock().getTime() - progressLifeDays * dayMs));

/** Replaces what the account had said, and drops what nobody said again for long. */
export async function keepProgress(db: Database, clock: Clock, accountId: string, { edition, phases }: SharedProgress): Promise<void> {
  const row = { edition_number: edition.number, edition_name: edition.name, phases: JSON.stringify(phases), said_on: dayOf(clock()) };
  await db.insertInto('progress').values({ account_id: accountId, ...row }).onConflict((conflict) => conflict.column('account_id').doUpdateSet(row)).execute();
  await db.deleteFrom('progress').where('said_on', '<', oldestDay(clock)).execute();
}

export async function removeProgress(db: Database, accountId: string): Promise<void> {
  await db.deleteFrom('progress').where('account_id', '=', accountId).execute();
}

/** What is known now, in no order that tells who said what. */
export async function readProgress(db: Database, clock: Clock): Promise<SharedProgress[]> {
  const rows = await db.selectFrom('progress').select(['edition_number', 'edition_name', 'phases']).where('said_on', '>=', oldestDay(clock)).orderBy('edition_number').orderBy('phases').execute();
  return rows.flatMap((row) => {
    const parsed = v.safeParse(sharedProgressSchema, { edition: { number: row.edition_number, name: row.edition_name }, phases: parseJson(row.phases) });
    return parsed.success ? [parsed.output] : [];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
