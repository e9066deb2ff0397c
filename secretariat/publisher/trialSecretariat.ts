import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { writeDurably } from './durableFile.ts';
import { PublishingError } from './publishingError.ts';

const checkout = path.resolve(import.meta.dirname, '../..');

/** Source of the first edition of a trial Secretariat. */
export const ownContentDir = path.join(checkout, 'assets/content/en');

/** Where the Secretariat keeps its data: FOCALPOINT_SECRETARIAT_DATA, or `secretariat-data` beside the program. */
export const defaultDataDir = (env: Readonly<Record<string, string | undefined>>): string => path.resolve(env['FOCALPOINT_SECRETARIAT_DATA'] || path.join(checkout, 'secretariat-data'));

export const keysDir = (dataDir: string): string => path.join(dataDir, 'keys');

const trialSchema = v.object({
  format: v.literal(1),
  /** What the newest edition was made from: hash of assets/content, or null where an editor published a folder. */
  newest: v.object({ number: v.number(), contentHash: v.nullable(v.string()) }),
});
type Trial = v.InferOutput<typeof trialSchema>;

const trialFile = (dataDir: string): string => path.join(dataDir, 'trial.json');

/** Null where the data folder is not that of a trial Secretariat. */
export async function readTrial(dataDir: string): Promise<Trial | null> {
  const text = await readFile(trialFile(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  const value: unknown = JSON.parse(text);
  const result = v.safeParse(trialSchema, value);
  if (!result.success) throw new PublishingError('publish.newerData', `${trialFile(dataDir)} was written by another version of this program. Use that version, or another data folder.`);
  return result.output;
}

/** Notes what the newest edition was made from; does nothing outside a trial. */
export async function recordPublication(dataDir: string, newest: Trial['newest'], first = false): Promise<void> {
  if (!first && (await readTrial(dataDir)) === null) return;
  await writeDurably(trialFile(dataDir), `${JSON.stringify({ format: 1, newest } satisfies Trial, null, 1)}\n`);
}

export const trialReadme = `This folder belongs to a TRIAL Secretariat.

It was made by the program itself so that the app and the server can be tried
on one machine. Its signing keys lie in keys/ without a passphrase, and whoever
reads them can sign editions. Do not give editions signed with them to officials.

keys/        one file for each key; never copy it to a shared place
repository/  what the server hands out: signed metadata, manifests, item texts
trial.json   what the newest edition was made from

An app built on this machine trusts the keys of this folder. When the folder is
removed, a new trial Secretariat is made at the next build, and apps built
before do not accept its editions: build the app again.
`;
