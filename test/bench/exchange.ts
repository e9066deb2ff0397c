/**
 * The exchange engine against what cannot be left out: the same bytes appended by bare requests, and the same pages streamed back and kept. The
 * real server in a process of its own, loopback, engine and floor by turns in one run. The vault lies in memory for both, so that the engine, its
 * sealing and its protocol are measured and not a database.
 */
import sodium from 'libsodium-wrappers-sumo';
import { bareAppend, bareStream, exchanged, party, twoParties } from './exchangeParty.ts';
import { startBenchServer, type BenchServer } from './benchServer.ts';
import { memoryVault } from './memoryVault.ts';
import { noteUpdates } from './noteUpdates.ts';
import { ratio, timed, timing, written, type Row } from './samples.ts';
import { slowLink } from './slowLink.ts';

const notes = 10_000;
const rounds = 7;
const [few, many] = [1_000, 50_000];
const noopRuns = 60;
const slowBitsPerSecond = 10_000_000;
const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;
const count = (value: number): string => value.toLocaleString('en');

export async function exchangeRows(): Promise<Row[]> {
  await sodium.ready;
  const server = await startBenchServer();
  try {
    const updates = noteUpdates(notes);
    await exchangeRound(server, updates.slice(0, 1_000), 0);
    const samples: RoundSamples[] = [];
    const before = await server.memory();
    for (let round = 0; round < rounds; round += 1) samples.push(await exchangeRound(server, updates, round));
    const memory = { server: await server.memory(), before };
    const of = (pick: (sample: RoundSamples) => number) => timing(samples.map(pick));
    const [push, append, pull, keep, stream, wait] = [of((s) => s.push), of((s) => s.append), of((s) => s.pull), of((s) => s.keep), of((s) => s.stream), of((s) => s.first)];
    const content = updates.reduce((sum, update) => sum + update.byteLength, 0);
    const sent = samples[0]?.sent ?? 0;
    return [
      { what: `Exchange: send ${count(notes)} notes (${megabytes(content)}), engine and server`, measured: written(push), against: `the same bytes by bare requests to the same server: ${written(append)}`, ratio: ratio(push, append) },
      { what: `Exchange: fetch, verify, open and keep ${count(notes)} notes`, measured: written(pull), against: `the same pages streamed and kept as they are: ${written(keep)}`, ratio: ratio(pull, keep) },
      { what: 'Exchange: the same fetch against pages thrown away', measured: written(pull), against: `the same pages streamed and thrown away: ${written(stream)}`, ratio: ratio(pull, stream) },
      { what: 'Exchange: bytes sent', measured: `${count(sent)} bytes with headers`, against: `what the notes themselves are, sealed by nobody: ${count(content)} bytes`, ratio: `${(sent / content).toFixed(3)}×` },
      { what: 'Exchange: first notes of a first fetch in the vault', measured: written(wait), against: 'three seconds', ratio: `${(wait.median / 3_000).toFixed(3)}×` },
      await slowFirstRow(server, updates),
      ...(await noopRows(server)),
      { what: 'Exchange: memory after that', measured: `server ${megabytes(memory.server)}, at its start ${megabytes(memory.before)}`, against: `engine, vaults and bench in one process: ${megabytes(process.memoryUsage().rss)}`, ratio: '–' },
    ];
  } finally {
    await server.stop();
  }
}

interface RoundSamples {
  readonly push: number;
  readonly append: number;
  readonly pull: number;
  readonly keep: number;
  readonly stream: number;
  /** Until the first notes were in the vault, milliseconds. */
  readonly first: number;
  readonly sent: number;
}

/** One person's two devices, and the floor with another account. Who goes first changes from round to round. */
async function exchangeRound(server: BenchServer, updates: readonly Uint8Array[], round: number): Promise<RoundSamples> {
  const [first, second] = await twoParties(sodium, server);
  const bare = await party(server, memoryVault(sodium, null), null);
  const bareReader = await party(server, memoryVault(sodium, bare.vault), bare.member.accountId);
  for (const each of [bare, bareReader]) await exchanged(each);
  for (const [number, update] of updates.entries()) first.vault.write(`note/${number.toString(16).padStart(32, '0')}`, update);
  first.sent.bytes = 0;
  first.sent.batches.length = 0;
  const result = { push: 0, append: 0, pull: 0, keep: 0, stream: 0, first: 0, sent: 0 };
  result.push = await timed(() => exchanged(first));
  result.sent = first.sent.bytes;
  result.append = await timed(() => bareAppend(server, bare.token(), first.sent.batches));
  const engine = async (): Promise<void> => {
    const began = performance.now();
    second.vault.onReceived = () => {
      result.first ||= performance.now() - began;
    };
    result.pull = await timed(() => exchanged(second));
    if (second.vault.documents.size !== updates.length) throw new Error(`only ${second.vault.documents.size} notes came over`);
  };
  const floors = [
    async () => {
      result.keep = await timed(() => bareStream(server, bareReader.token(), (after, page) => bareReader.vault.port.commit({ entries: [bareReader.vault.port.put(`page/${after}`, page)], received: [], sent: [] })));
    },
    async () => {
      result.stream = await timed(() => bareStream(server, bareReader.token(), null));
    },
  ];
  const order = [engine, ...floors];
  for (let at = 0; at < order.length; at += 1) await order[(at + round) % order.length]?.();
  return result;
}

/** How long a first fetch takes until there is something to see, over a line of ten megabits. */
async function slowFirstRow(server: BenchServer, updates: readonly Uint8Array[]): Promise<Row> {
  const link = await slowLink(server.address, slowBitsPerSecond, 25);
  try {
    const samples: number[] = [];
    let whole = 0;
    for (let run = 0; run < 5; run += 1) {
      const [first] = await twoParties(sodium, server);
      for (const [number, update] of updates.entries()) first.vault.write(`note/${number.toString(16).padStart(32, '0')}`, update);
      await exchanged(first);
      const second = await party(server, memoryVault(sodium, first.vault), first.member.accountId, link.address);
      await second.engine.introduce({ [first.member.deviceId]: { signKey: first.vault.keys.signKey, boxKey: first.vault.keys.boxKey } });
      const began = performance.now();
      const usable = new Promise<number>((resolve) => {
        second.vault.onReceived = () => resolve(performance.now() - began);
      });
      const all = exchanged(second);
      samples.push(await usable);
      // The whole is the same each time: once is enough.
      if (run === 0) {
        await all;
        whole = performance.now() - began;
      } else {
        link.cut();
        await all.catch(() => undefined);
      }
    }
    const first = timing(samples);
    return { what: 'Exchange: the same over 10 Mbit/s and 50 ms there and back, with the session', measured: `${written(first)}; all ${count(updates.length)} after ${(whole / 1_000).toFixed(1)} s`, against: 'three seconds', ratio: `${(first.median / 3_000).toFixed(2)}×` };
  } finally {
    await link.close();
  }
}

/** An exchange that finds nothing, with a thousand notes and with fifty thousand, by turns. */
async function noopRows(server: BenchServer): Promise<Row[]> {
  const [small, large] = [await filled(server, few), await filled(server, many)];
  const samples = { small: [] as number[], large: [] as number[] };
  for (const each of [small, large]) Object.assign(each.sent, { bytes: 0, requests: 0 });
  for (let run = 0; run < noopRuns; run += 1) {
    samples.small.push(await timed(() => exchanged(small)));
    samples.large.push(await timed(() => exchanged(large)));
  }
  const bytes = Math.round(small.sent.bytes / noopRuns) + noopAnswerBytes;
  const [least, most] = [timing(samples.small), timing(samples.large)];
  return [
    { what: 'Exchange that finds nothing', measured: `${written(least)}; ${small.sent.requests / noopRuns} request, ${bytes} bytes with headers`, against: 'one request, 1 KB', ratio: `${(bytes / 1024).toFixed(2)}×` },
    { what: `Exchange that finds nothing, with ${count(many)} notes`, measured: written(most), against: `with ${count(few)}: ${written(least)}`, ratio: ratio(most, least) },
  ];
}

/** Head and body of the answer, as the server sends it. */
const noopAnswerBytes = 330;

async function filled(server: BenchServer, size: number) {
  const [first, second] = await twoParties(sodium, server);
  const update = noteUpdates(1)[0] ?? new Uint8Array(0);
  for (let number = 0; number < size; number += 1) first.vault.write(`note/${number.toString(16).padStart(32, '0')}`, update);
  for (const each of [first, second, first]) await exchanged(each);
  if (second.vault.documents.size !== size) throw new Error('not all notes came over');
  return second;
}

if (import.meta.main) for (const row of await exchangeRows()) console.log(`${row.what} | ${row.measured} | ${row.against} | ${row.ratio}`);
