/** One device of a person: the app's own vault and exchange engine, on a simulated disk and a faulty network. */
import sodium from 'libsodium-wrappers-sumo';
import * as Y from 'yjs';
import { createPieceTransport } from '../../../electron/secretariat/pieceTransport.ts';
import { createRecoveryTransport } from '../../../electron/secretariat/recoveryTransport.ts';
import { createSyncTransport } from '../../../electron/secretariat/syncTransport.ts';
import { documentRef } from '../../../renderer/vault/engine/documentKinds.ts';
import { runCommand } from '../../../renderer/vault/engine/commandHandlers.ts';
import type { OpenVault } from '../../../renderer/vault/engine/openVault.ts';
import { createVault, unlockVault, type Opening } from '../../../renderer/vault/engine/vaultOpening.ts';
import type { EnteredVault } from '../../../renderer/vault/sync/enterVault.ts';
import { SheetKeeper } from '../../../renderer/vault/sync/sheetKeeper.ts';
import { noLedger, type FileLedger } from '../../../renderer/vault/files/fileLedger.ts';
import { FileExchange } from '../../../renderer/vault/files/fileExchange.ts';
import type { FileRound } from '../../../renderer/vault/files/fileRun.ts';
import { fileStanding } from '../../../renderer/vault/files/fileStanding.ts';
import type { SharedVault } from '../../../renderer/vault/sync/sharedVault.ts';
import { SyncEngine, type ExchangeReport } from '../../../renderer/vault/sync/syncEngine.ts';
import type { ExchangeAdvance } from '../../../shared/domain/vault/exchangeState.ts';
import type { OpenedFile } from '../../../shared/domain/vault/noteFile.ts';
import { fail, type Result } from '../../../shared/errors/result.ts';
import { databaseOfRun, ProgramRun } from '../databaseOfRun.ts';
import { passphrase, quickDerive, valueOf } from '../vaultRig.ts';
import { contentOf } from './simContent.ts';
import { exchangeWithSheet } from './simSheet.ts';
import { manyNotesFor } from './simLists.ts';
import { SimDisk, type WriteFault } from './simDisk.ts';
import { SimNetwork } from './simNetwork.ts';
import type { SimRandom } from './simRandom.ts';

export interface SimMember {
  readonly serverId: string;
  readonly accountId: string;
  readonly deviceId: string;
  readonly address: string;
}

const often = { minimumBytes: 12_000, times: 1.5, growth: 1.25 };
const ended = Symbol('the program has ended');

export class SimDevice {
  readonly name: string;
  readonly disk = new SimDisk();
  readonly network: SimNetwork;
  readonly #random: SimRandom;
  member: SimMember | null = null;
  /** Probability that a write goes wrong. */
  diskFaults = 0;
  /** When it makes a snapshot: soon, so that many runs have one. */
  readonly compaction = { ...often };
  /** Called with how far an exchange has come. */
  onAdvance: (advance: ExchangeAdvance) => void = () => undefined;
  /** Milliseconds that this device's clock is off. */
  clockOffMs = 0;
  /** Larger files are fetched only when asked for. */
  largestBytes: number | null = null;
  vault: OpenVault | null = null;
  #engine: SyncEngine | null = null;
  #files: FileExchange | null = null;
  sheets: SheetKeeper | null = null;
  #end: () => void = () => undefined;
  #starting: Promise<void> | null = null;
  #ended: Promise<typeof ended> = new Promise(() => undefined);

  constructor(name: string, random: SimRandom, schedule?: ConstructorParameters<typeof SimNetwork>[2]) {
    this.name = name;
    this.#random = random;
    this.network = new SimNetwork(random, name, schedule);
  }

  get engine(): SyncEngine {
    if (this.#engine === null) throw new Error('the device does not run');
    return this.#engine;
  }

  now = (): string => new Date(Date.UTC(2026, 10, 21) + this.clockOffMs + this.#random.below(1_000_000)).toISOString();

  async start(shared: SharedVault | 'new' | null = null, identity: EnteredVault['identity'] | null = null): Promise<void> {
    const run = { ended: false, program: new ProgramRun() };
    this.#ended = new Promise((resolve) => {
      this.#end = () => {
        run.ended = true;
        run.program.end();
        this.vault = null;
        this.#engine = null;
        this.#files?.end();
        this.#files = null;
        resolve(ended);
      };
    });
    const end = this.#end;
    const storage = this.disk.storage(run, () => this.#writeFault(), end);
    const around = { sodium, storage, indexedDb: databaseOfRun(this.disk.indexedDb, run.program), now: this.now, derive: quickDerive, ...manyNotesFor(this.name) };
    const faults = this.diskFaults;
    // Making a vault and opening one have their own tests.
    this.diskFaults = 0;
    const opening: Result<Opening> = shared === null ? await unlockVault(around, passphrase) : await createVault(around, passphrase, null, shared === 'new' ? null : shared, identity === null ? null : { ...identity });
    this.diskFaults = faults;
    const { vault } = valueOf(opening);
    const fetch = this.network.fetchFor(run, end);
    const transport = createSyncTransport({ fetch, joined: () => Promise.resolve(this.member), callTimeoutMs: 5_000, bulkTimeoutMs: 20_000 });
    this.vault = vault;
    this.#engine = new SyncEngine({
      vault: vault.exchanged,
      transport: { syncMember: transport.member, syncChallenge: transport.challenge, syncSession: transport.session, syncPush: transport.push, syncPull: transport.pull, syncCompact: transport.compact, syncRevoke: transport.revoke },
      now: this.now,
      compaction: this.compaction,
      onAdvance: (advance) => this.onAdvance(advance),
    });
    const engine = this.#engine;
    const pieces = createPieceTransport({ fetch, sync: transport, joined: () => Promise.resolve(this.member), rules: () => ({ largestBytes: this.largestBytes }), sendTimeoutMs: 20_000, fetchTimeoutMs: 20_000 });
    this.#files = new FileExchange({
      vault: vault.exchangedFiles,
      transport: { pieceRules: pieces.rules, piecesThere: pieces.have, pieceSend: pieces.send, pieceFetch: pieces.fetch, piecesRemove: pieces.remove },
      standing: () => fileStanding(vault.exchanged, engine),
      call: (call) => engine.call(call),
    });
    const recovery = createRecoveryTransport({ fetch, secretariat: { check: () => Promise.resolve(fail('sim.notAsked', 'never')) }, sync: transport, callTimeoutMs: 5_000 });
    this.sheets = new SheetKeeper({
      vault: vault.exchanged,
      engine: this.#engine,
      transport: { syncMember: transport.member, sheetPut: recovery.put, sheetRemove: recovery.remove },
      ownSheet: () => vault.keySlots.triedSheet(),
      sealBeside: (name, content) => vault.keyring.sealBeside(name, content),
      now: this.now,
    });
  }

  /** Makes a snapshot with the next exchange that sends something, whether it pays or not. */
  async compactsAtOnce(work: () => Promise<unknown>): Promise<void> {
    Object.assign(this.compaction, { minimumBytes: 0, times: 0, growth: 0 });
    await work();
    Object.assign(this.compaction, often);
  }

  #writeFault(): WriteFault {
    return this.#random.chance(this.diskFaults) ? this.#random.pick(['endBefore', 'endAfter', 'full'] as const) : 'none';
  }

  /** Ends the program as a kill does, and opens it again on what is on the disk. */
  async restart(): Promise<void> {
    this.#end();
    await this.start();
  }

  async ensureRunning(): Promise<void> {
    if (this.vault !== null) return;
    // Two that find it ended start it once.
    this.#starting ??= this.start().finally(() => {
      this.#starting = null;
    });
    await this.#starting;
  }

  /** The work's answer, or null where the program ended meanwhile. */
  async #alive<T>(work: Promise<T>): Promise<T | null> {
    const first = await Promise.race([work, this.#ended]);
    return first === ended ? null : (first as T);
  }

  /** A command's answer; null where the program ended before it came. */
  async command(name: string, ...args: unknown[]): Promise<Result<unknown> | null> {
    await this.ensureRunning();
    return this.vault === null ? null : this.#alive(runCommand(this.vault, name, args));
  }

  async exchange(): Promise<Result<ExchangeReport> | null> {
    await this.ensureRunning();
    const [engine, sheets] = [this.#engine, this.sheets];
    return engine === null || sheets === null ? fail('sim.notRunning', 'later') : this.#alive(exchangeWithSheet(engine, sheets));
  }

  /** Sends and fetches files, as the app does after each exchange. null where the program ended meanwhile. */
  async exchangeFiles(thorough = false): Promise<Result<FileRound> | null> {
    await this.ensureRunning();
    return this.#files === null ? fail('sim.notRunning', 'later') : this.#alive(this.#files.round({ thorough }));
  }

  /** What the window would say of files that are not yet where they should be. */
  async places(): Promise<Awaited<ReturnType<FileExchange['places']>>> {
    await this.ensureRunning();
    const { vault } = this;
    if (this.#files === null || vault === null || this.#engine === null) throw new Error('the device does not run');
    return this.#files.places((await fileStanding(vault.exchanged, this.#engine))?.at ?? null, null);
  }

  async ledger(): Promise<FileLedger> {
    await this.ensureRunning();
    return (await this.vault?.exchangedFiles.ledger()) ?? noLedger;
  }

  async pieceNames(): Promise<readonly string[]> {
    await this.ensureRunning();
    const here = await this.vault?.exchangedFiles.here();
    return here?.ok === true ? [...here.value] : [];
  }

  /** The user wants this file now. */
  askFor(fileId: string): void {
    this.#files?.ask(fileId);
  }

  /** Adds a file to a note. Answers its id once that was acknowledged. */
  async attach(noteId: string, name: string, bytes: Uint8Array): Promise<string | null> {
    const done = await this.command('attachFile', noteId, new Blob([bytes as Uint8Array<ArrayBuffer>]), name, null, this.vault?.newId() ?? '');
    return done?.ok === true ? (done.value as { id: string }).id : null;
  }

  /** A file as a preview would show it. */
  async readFile(noteId: string, fileId: string): Promise<OpenedFile | null> {
    const done = await this.command('openFile', noteId, fileId);
    return done?.ok === true ? (done.value as OpenedFile) : null;
  }

  async introduce(devices: SharedVault['roster'], revoked: SharedVault['revoked'] = {}): Promise<void> {
    await this.ensureRunning();
    if (this.#engine !== null) valueOf(await this.#engine.introduce(devices, revoked));
  }

  /** Shuts another device out with the next exchange. Answers whether the wish is on the disk. */
  async revoke(deviceId: string): Promise<boolean> {
    await this.ensureRunning();
    const kept = this.#engine === null ? null : await this.#alive(this.#engine.revoke(deviceId));
    if (kept !== null) return kept.ok;
    // The program ended before or after the write: what lies on the disk says which.
    await this.ensureRunning();
    return (await this.#engine?.toRevoke())?.includes(deviceId) === true;
  }

  /** Everything as one sealed file, as for a device without a network. */
  async makeFile(): Promise<Result<{ readonly bytes: Uint8Array; readonly documents: number }>> {
    await this.ensureRunning();
    const { vault } = this;
    return this.#engine === null || vault === null ? fail('sim.notRunning', 'later') : this.#engine.makeFile(vault.exchanged.wholeDocuments());
  }

  /** Takes such a file over. Answers for how many documents it brought something. */
  async takeFile(bytes: Uint8Array): Promise<Result<number>> {
    await this.ensureRunning();
    const { vault } = this;
    if (this.#engine === null || vault === null) return fail('sim.notRunning', 'later');
    const read = await this.#engine.readFile(bytes);
    return read.ok ? vault.exchanged.take(read.value.received) : read;
  }

  /** Whether what it wished is done: nobody is left to be shut out. */
  async hasRevoked(): Promise<boolean> {
    await this.ensureRunning();
    return this.#engine !== null && (await this.#engine.toRevoke()).length === 0;
  }

  /** What the engine knows of devices that were shut out. */
  async revoked(): Promise<Readonly<Record<string, number>>> {
    await this.ensureRunning();
    return this.#engine === null ? {} : this.#engine.revoked();
  }

  /** The devices that this one believes. */
  async roster(): Promise<SharedVault['roster']> {
    await this.ensureRunning();
    return this.#engine === null ? {} : this.#engine.roster();
  }

  /** Types at a place in a note, as the editor does. Answers whether it was acknowledged as saved. */
  async type(noteId: string, at: number, text: string): Promise<boolean> {
    const opened = await this.command('openNote', noteId);
    if (opened === null || !opened.ok) return false;
    const doc = new Y.Doc();
    Y.applyUpdate(doc, (opened.value as { state: Uint8Array }).state);
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    const body = doc.getXmlFragment('body');
    doc.transact(() => {
      if (body.length === 0) body.insert(0, [new Y.XmlText('')]);
      const line = body.get(0) as Y.XmlText;
      // Between two words, never within one.
      const gaps = [0, ...[...line.toString().matchAll(/x/gu)].map((end) => end.index + 1)];
      line.insert(gaps[Math.floor(at * gaps.length)] ?? 0, text);
    });
    const update = updates[0];
    if (update === undefined) return false;
    const pushed = this.command('pushNoteUpdate', noteId, update);
    await this.command('flush');
    const saved = await pushed;
    return saved !== null && saved.ok;
  }

  /** Content of every document, in a form that is the same on every device that holds the same. */
  async content(): Promise<Map<string, string>> {
    await this.ensureRunning();
    const found = new Map<string, string>();
    const { vault } = this;
    if (vault === null) return found;
    for (const key of await vault.exchanged.everyKey()) {
      const ref = documentRef(key);
      if (ref !== null) found.set(key, await contentOf(vault, ref));
    }
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
