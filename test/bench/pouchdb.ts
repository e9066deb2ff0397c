/**
 * The exchange engine against PouchDB 9 replicating the same notes, sealed, to an HTTP server and to a second database. Node on both ends for both:
 * each has its server in a process of its own on loopback, durable on disk, and its two clients with their data in memory. PouchDB is given the
 * notes sealed already; the engine seals, signs, verifies and opens them within the time that is measured. Installed only when asked for.
 */
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sodium from 'libsodium-wrappers-sumo';
import { sealEnvelope } from '../../shared/crypto/envelope.ts';
import { startBenchServer } from './benchServer.ts';
import { exchanged, twoParties } from './exchangeParty.ts';
import { memoryVault } from './memoryVault.ts';
import { noteUpdates } from './noteUpdates.ts';
import { ratio, timed, timing, written, type Row } from './samples.ts';

/** Installed beside the built app, where no check looks for the product's own files. */
const folderOfPeer = path.resolve(import.meta.dirname, '../../build/out/bench-pouchdb');
const notes = 10_000;
const rounds = 5;
/** PouchDB's own default, and ten times as much, which suits it better. */
const batchSizes = [100, 1_000] as const;

interface Answer {
  readonly push: number;
  readonly pull: number;
}

export async function pouchdbRows(): Promise<Row[]> {
  await cp(path.join(import.meta.dirname, 'pouchdb'), folderOfPeer, { recursive: true });
  if (!existsSync(path.join(folderOfPeer, 'node_modules'))) execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folderOfPeer, stdio: 'inherit' });
  await sodium.ready;
  const folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-bench-pouchdb-'));
  const server = await startBenchServer();
  const updates = noteUpdates(notes);
  const file = path.join(folder, 'notes');
  await writeFile(file, sealedNotes(updates));
  const peer = fork(path.join(folderOfPeer, 'contender.mjs'), [folder, file], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    await once(peer, 'message');
    const ours: Answer[] = [];
    const theirs = batchSizes.map((): Answer[] => []);
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await engineRound(server, updates));
      for (const [at, batchSize] of batchSizes.entries()) {
        peer.send({ batchSize });
        const [answer] = (await Promise.race([once(peer, 'message'), once(peer, 'exit').then(() => [null])])) as [Answer | null];
        if (answer === null) throw new Error('PouchDB ended before it was done');
        theirs[at]?.push(answer);
      }
    }
    const both = (answers: readonly Answer[]) => timing(answers.map(({ push, pull }) => push + pull));
    const parts = (answers: readonly Answer[]): string => `${written(both(answers))}: ${written(timing(answers.map(({ push }) => push)))} and ${written(timing(answers.map(({ pull }) => pull)))}`;
    return batchSizes.map((batchSize, at) => ({
      what: `Exchange: PouchDB 9 sends and fetches the same ${notes.toLocaleString('en')} notes, ${batchSize.toLocaleString('en')} at a time${at === 0 ? ' (its default)' : ''}`,
      measured: parts(theirs[at] ?? []),
      against: `this engine: ${parts(ours)}`,
      ratio: ratio(both(theirs[at] ?? []), both(ours)),
    }));
  } finally {
    if (peer.connected) peer.disconnect();
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function engineRound(server: Awaited<ReturnType<typeof startBenchServer>>, updates: readonly Uint8Array[]): Promise<Answer> {
  const [first, second] = await twoParties(sodium, server);
  for (const [number, update] of updates.entries()) first.vault.write(`note/${number.toString(16).padStart(32, '0')}`, update);
  const push = await timed(() => exchanged(first));
  const pull = await timed(() => exchanged(second));
  if (second.vault.documents.size !== updates.length) throw new Error('not all notes came over');
  return { push, pull };
}

/** Each note sealed alone, as PouchDB would have to carry it. */
function sealedNotes(updates: readonly Uint8Array[]): Buffer {
  const { sealing } = memoryVault(sodium, null);
  return Buffer.concat(
    updates.flatMap((update) => {
      const sealed = sealEnvelope(sodium, sealing.keys, { ...sealing, place: new Uint8Array(0) }, update);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(sealed.byteLength);
      return [length, sealed];
    }),
  );
}

if (import.meta.main) for (const row of await pouchdbRows()) console.log(`${row.what} | ${row.measured} | ${row.against} | ${row.ratio}`);
