/**
 * Mistakes that must be found. `node test/fault/sync/plantedBugs.ts [seeds] [part of a name]` plants each in the program as it is loaded, in
 * a process of its own, and runs seeds of the simulation until one fails, or the test that is named for it. One that is not found ends the
 * run with exit code 1.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';

export interface PlantedBug {
  readonly name: string;
  /** Path from the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
  /**
   * Name of the test that finds it. For mistakes that the simulation meets too seldom, or that another safeguard makes good before its end:
   * the test takes that one away.
   */
  readonly test?: { readonly file: string; readonly name: string };
}

const sync = 'renderer/vault/sync';
const engine = 'renderer/vault/engine';
const files = 'renderer/vault/files';
const server = 'secretariat/server/sync';

export const plantedBugs: readonly PlantedBug[] = [
  { name: 'an update is dropped when a batch is made', file: `${sync}/sendBatch.ts`, find: `if (!packs.add(document.compartment, document, begun ? room - size : Infinity)) break;`, put: `if (documents.length % 3 !== 2 && !packs.add(document.compartment, document, begun ? room - size : Infinity)) break;` },
  { name: 'the last pack of a batch stays behind', file: `${sync}/sendBatch.ts`, find: `  packs.closeAll();`, put: '' },
  { name: 'only the first document of a pack is used', file: `${sync}/receivePage.ts`, find: `if (only !== null && !only.has(number)) continue;`, put: `if (number > 0) continue;` },
  { name: 'the cursor is saved before the data', file: `${sync}/syncEngine.ts`, find: `    must(await this.#vault.commit({ entries: [...page.entries, stateEntry(this.#vault, state)], received: page.received, sent: [] }));`, put: `    must(await this.#vault.commit({ entries: [stateEntry(this.#vault, state)], received: [], sent: [] }));\n    must(await this.#vault.commit({ entries: [...page.entries, stateEntry(this.#vault, state)], received: page.received, sent: [] }));`, test: { file: 'cutOff.test.ts', name: 'what came and how far it has come are one write' } },
  { name: 'the chain is not checked', file: `${sync}/receivePage.ts`, find: `if (!begins && place.previous !== hash) this.#doubt(`, put: `if (Number(place.clock) < 0) this.#doubt(` },
  { name: 'a change of epoch is not noticed', file: `${sync}/syncEngine.ts`, find: `(state.epoch !== null && page.epoch !== state.epoch) || page.last < state.cursor || page.ownClock < state.acked`, put: `false` },
  { name: 'a restore that keeps the epoch is not noticed', file: `${sync}/syncEngine.ts`, find: ` || page.last < state.cursor || page.ownClock < state.acked`, put: '', test: { file: 'serverWentBack.test.ts', name: 'a server that went back and keeps its epoch is given again what it lost by the next exchange' } },
  { name: 'an acknowledgement clears the mark of a newer change', file: `${engine}/documents.ts`, find: `(document.covers.get(this.deviceId) ?? 0) > sent.clock)`, put: `false)` },
  { name: 'the mark of a change is kept in memory only', file: `${engine}/documents.ts`, find: `if (waits && (!document.waits || sent !== null)) return { entries: [this.#sealer.seal(document.compartment, outboxName(document.ref), encodeMark(crossed, base))], commit };`, put: `if (waits && !document.waits) return { entries: [], commit };` },
  { name: 'what was received counts for all that is in the document', file: `${engine}/documents.ts`, find: `const crossed = isWhole ? null : unionOfStates(sent === null ? document.crossed : sent.state, received.map((entry) => entry.update));`, put: `const crossed = received.length > 0 ? Y.encodeStateVector(document.doc) : sent === null ? document.crossed : sent.state;` },
  { name: 'keys of new compartments stay at home', file: `${sync}/sendBatch.ts`, find: `if (keys.length > 0) {\n    add(`, put: `if (keys.length > 0) {\n    if (false) add(` },
  { name: 'nobody vouches for a new device', file: `${sync}/sendBatch.ts`, find: `    add(vault.personal, { type: 'roster', devices: roster, revoked: state.revoked });`, put: '' },
  { name: 'nothing is offered anew after the server went back', file: `${sync}/syncEngine.ts`, find: `  async #offerAnew(state: SyncState): Promise<SyncState> {\n    must(await this.#vault.offerAll());`, put: `  async #offerAnew(state: SyncState): Promise<SyncState> {` },
  { name: 'an older profile does not fetch its own records', file: `${sync}/syncEngine.ts`, find: `this.#transport.syncPull(after, state.recovering, `, put: `this.#transport.syncPull(after, false, ` },
  { name: 'no new key is made when a device was shut out', file: `${sync}/rotation.ts`, find: `  return current === 1 || out.some((device) => granted[current]?.includes(device) === true);`, put: `  return current === 0 && granted === null;` },
  { name: 'the new key is given to the device that was shut out', file: `${sync}/rotation.ts`, find: `state.revoked[device] === undefined && !known.includes(device)`, put: `!known.includes(device)` },
  { name: 'the new key is told to nobody', file: `${sync}/sendBatch.ts`, find: `  for (const grant of grants) add(vault.personal, grant, undefined, firstEpoch);`, put: `  grants.length;` },
  { name: 'a file counts as sent once some of it was', file: `${files}/fileRun.ts`, find: `    if (!this.#isThere(file) || damaged.size > 0) return;`, put: ``, test: { file: 'filesNotLost.test.ts', name: 'does not count a file as sent while one of its pieces is damaged here and not there' } },
  { name: 'a server that went back is not asked for its pieces again', file: `${files}/fileStanding.ts`, find: `\${state.accountId}/\${state.segment}`, put: `\${state.accountId}` },
  { name: 'a damaged piece is kept', file: `${engine}/vaultFileStore.ts`, find: `return laterCodes.has(opened.error.code) ? 'key' : 'damaged';`, put: `return laterCodes.has(opened.error.code) ? 'key' : 'whole';` },
  { name: 'nobody is asked for what is damaged at the server', file: `${files}/fileRun.ts`, find: `if (found.length > 0) must(`, put: `if (found.length > 1_000) must(`, test: { file: 'files.test.ts', name: 'has a damaged piece at the server sent anew by the device that has it whole, and notices a lost one' } },
  { name: 'a piece whose key never comes is waited for', file: `${files}/fileRun.ts`, find: `return times === 2 && !this.#standing.holdsBack ? 'damaged' : 'key';`, put: `return times < 0 ? 'damaged' : 'key';`, test: { file: 'filesNotLost.test.ts', name: 'has a piece sent anew that is damaged where it names its key' } },
  { name: 'a file that was taken out stays at the server', file: `${files}/clearGone.ts`, find: `      await removeThere(parts, id, memory.bytes);`, put: `` },
  { name: 'pieces of another file are cleared away', file: `${files}/clearGone.ts`, find: `if (fate === 'named' || fate === 'unreadable') continue;`, put: `if (fate === 'unreadable') continue;`, test: { file: 'filesNotLost.test.ts', name: 'keeps a file that its note names, whatever list it is missing from' } },
  { name: 'a device that came in by a sheet does not show who vouches for it', file: `${sync}/sendBatch.ts`, find: `  if (voucher !== null) add(vault.personal, voucher, undefined, firstEpoch);`, put: `  voucher?.sheet;` },
  { name: 'a sheet is not kept again by a server that lost it', file: `${sync}/sheetKeeper.ts`, find: '`${text}\\n${state.serverId}\\n${state.segment}\\n${state.epoch ?? \'\'}`', put: 'text', test: { file: 'serverWentBack.test.ts', name: 'a server that lost a recovery sheet is given it again by the next exchange' } },
  { name: 'a request to offer anew is not heard', file: `${sync}/syncEngine.ts`, find: `const restarted = read.offerAgain || held.offerAgain;`, put: `const restarted = !more && held.offerAgain && read.state.epoch === 'never';`, test: { file: 'heldBack.test.ts', name: 'what such a device asked for is given once somebody vouches for it' } },
  { name: 'covered records go before everybody has the snapshot', file: `${server}/logCompaction.ts`, find: `if (devices.some((device) => isInUse(device) && Number(device.applied_seq) < after)) return { removed: 0, more: false };`, put: `devices.some(isInUse);` },
  { name: 'more goes than the snapshot covers', file: `${server}/logCompaction.ts`, find: `const [through, after] = [Number(account.compact_through), Number(account.compact_after)];`, put: `const [through, after] = [Number(account.compact_after) - 1, Number(account.compact_after)];` },
  { name: 'the bytes of what went still count', file: `${server}/logCompaction.ts`, find: `log_bytes: Number(account.log_bytes) - bytes`, put: `log_bytes: Number(account.log_bytes)` },
  { name: 'the clock of what went is forgotten', file: `${server}/recordLog.ts`, find: `return Math.max(Number(row?.clock ?? 0), Number(device?.removed_clock ?? 0));`, put: `return device === undefined ? 0 : Number(row?.clock ?? 0);` },
  { name: 'a snapshot is made without offering anything', file: `${sync}/compactionStep.ts`, find: `    must(await vault.offerAll());`, put: '' },
  { name: 'a snapshot leaves out what its own device sent', file: `${sync}/compaction.ts`, find: `covers: { ...covers, [state.deviceId]: state.clock }`, put: `covers` },
  { name: 'what a snapshot covers is forgotten', file: `${sync}/snapshotCoverage.ts`, find: `  if (clock <= (covered[device] ?? 0)) return true;\n  const chain`, put: `  if (clock >= 0 && covered !== null) return false;\n  const chain` },
  { name: 'keys of a rotation are not given again', file: `${sync}/compaction.ts`, find: `grantAgain: true, snapshot: null`, put: `grantAgain: false, snapshot: null`, test: { file: 'compaction.test.ts', name: 'a device that was away while another was shut out gets the new key with the snapshot' } },
  { name: 'what stands in a record of its own goes into a pack as well', file: `${engine}/shownRecords.ts`, find: `if (!comesNew || document`, put: `if (document` },
  { name: 'nobody says again who is believed when a snapshot took the place of it', file: `${sync}/receivePage.ts`, find: `        this.#state = { ...this.#state, sentRoster: '' };`, put: ``, test: { file: 'compaction.test.ts', name: 'a device that was away while another entered, and the desk is there to vouch for it' } },
  { name: 'what is held back keeps a gap from being noticed', file: `${sync}/syncEngine.ts`, find: ` && read.state.doubts.length === state.doubts.length;`, put: `;`, test: { file: 'heldBack.test.ts', name: 'what the server lost of a known device is asked for all the same' } },
  { name: 'what comes while everything is offered anew takes something out of it', file: `${engine}/documents.ts`, find: `document.crossed === null && document.waits;`, put: `document.crossed !== null && document.waits;`, test: { file: 'compaction.test.ts', name: 'what comes between the beginning of a snapshot and its documents takes nothing out of them' } },
  { name: 'a device does not give the new key to itself', file: `${sync}/rotation.ts`, find: `state.revoked[device] === undefined && !known.includes(device)`, put: `device !== state.deviceId && state.revoked[device] === undefined && !known.includes(device)`, test: { file: 'heldBack.test.ts', name: 'a device that made a new key and was put back to before reads what it wrote under it' } },
  { name: 'nobody says what everything that is offered anew stands for', file: `${sync}/sendBatch.ts`, find: `...(isWhole && { offered: offering })`, put: `...(isWhole && {})`, test: { file: 'askedAnew.test.ts', name: 'a server that went back behind the last words of a device that was shut out, and says so' } },
  { name: 'the one that has seen what is missing is not asked for it', file: `${sync}/askedAnew.ts`, find: `  if (seer) state = withRequestFor(`, put: `  if (!seer && maker) state = withRequestFor(`, test: { file: 'askedAnew.test.ts', name: 'what the server leaves out of such a device is asked of the one that names it' } },
  { name: 'one that cannot answer is asked for ever', file: `${sync}/askedAnew.ts`, find: `state.asked.includes(note) ? state : withRequest`, put: `withRequest`, test: { file: 'askedAnew.test.ts', name: 'one that cannot offer all it has seen is asked once' } },
  { name: 'nobody is asked in place of a device that was shut out', file: `${sync}/askedAnew.ts`, find: `if (chain !== null) state`, put: `if (chain === '') state`, test: { file: 'askedAnew.test.ts', name: 'a gap in the chain of such a device is asked of all others' } },
  { name: 'a device that was put back uses a clock again that others have seen', file: `${sync}/receivePage.ts`, find: `        this.#state = { ...this.#state, clock };`, put: ``, test: { file: 'askedAnew.test.ts', name: 'a device that was put back to before what the server lost of it' } },
];

const root = path.resolve(import.meta.dirname, '../../..');

interface Planted {
  readonly found: boolean;
  readonly output: string;
}

/** Runs a program with one mistake planted. `isFound` reads its output and how it ended. */
function run(bug: PlantedBug, args: readonly string[], isFound: (output: string, code: number | null) => boolean): Promise<Planted> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, STOP: '1', PLANT: JSON.stringify(bug), NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.on('close', (code) => resolve({ found: isFound(output, code), output }));
  });
}

/** Runs seeds, or the mistake's own test, with the mistake planted. Anything but a seed or a test that failed is a fault of the planting. */
export function runPlanted(bug: PlantedBug, seeds: number): Promise<Planted> {
  const at = (file: string): string => path.join(import.meta.dirname, file);
  if (bug.test === undefined) return run(bug, ['--import', at('plantBug.ts'), at('runSeeds.ts'), String(seeds), '1'], (output, code) => code === 1 && /\d+ seeds from 1: 1 failed/u.test(output));
  const name = bug.test.name.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&');
  return run(bug, [path.join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--config', at('plantedTest.config.ts'), at(bug.test.file), '-t', name], (output, code) => code === 1 && /Tests +1 failed/u.test(output));
}

if (import.meta.main) {
  let missed = 0;
  const [, , seeds = '150', part = ''] = process.argv;
  for (const bug of plantedBugs.filter(({ name }) => name.includes(part))) {
    const began = performance.now();
    const { found, output } = await runPlanted(bug, Number(seeds));
    const by = bug.test === undefined ? `seed ${/^seed (\d+)/mu.exec(output)?.[1] ?? ''}` : `"${bug.test.name}"`;
    if (!found) missed += 1;
    console.log(`${found ? `found by ${by}` : 'NOT FOUND'} (${((performance.now() - began) / 1_000).toFixed(1)} s): ${bug.name}${found ? '' : `\n${output.slice(-600)}`}`);
  }
  process.exitCode = missed > 0 ? 1 : 0;
}
