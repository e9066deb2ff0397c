/**
 * One exchange with the Secretariat's server: fetch what came, then send what waits, until nothing does. Runs wherever its vault and its
 * transport do. Every step is saved whole before the next begins, so an exchange may be cut off anywhere and begun again.
 */
import { decodePull } from '../../../shared/contracts/syncWire.ts';
import type { ExchangeAdvance } from '../../../shared/domain/vault/exchangeState.ts';
import { attempt, fail, failure, FailureError, must, ok, type Result } from '../../../shared/errors/result.ts';
import { makeExchangeFile, readExchangeFile, type ReadExchangeFile, type WholeDocument } from './exchangeFile.ts';
import { FetchedPages } from './fetchedPages.ts';
import { introducedTo, introduceTo } from './introduced.ts';
import { PageReader, type ReceivedPage, type SyncTrouble } from './receivePage.ts';
import { compactionPolicy, offeringAnew, readMarks, type CompactionPolicy } from './compaction.ts';
import { compactionStep } from './compactionStep.ts';
import { decodePending, encodePending, gatherBatch, pendingPosition, type GatheredBatch, type Outbox } from './sendBatch.ts';
import type { Roster } from './syncHeader.ts';
import { endRevoking, revokedAtServer, rotated } from './rotation.ts';
import type { DeviceSigning, SyncMember, SyncTransport, SyncVault } from './syncPorts.ts';
import { withSession } from './withSession.ts';
import { appliedOf, freshState, heldCount, loadState, stateEntry, type SyncState } from './syncState.ts';

export interface ExchangeReport {
  readonly pulled: number;
  readonly pushed: number;
  readonly held: number;
  /** Keys of documents that are larger than a record may be. They stay on this device. */
  readonly tooLarge: readonly string[];
  readonly troubles: readonly SyncTrouble[];
}

export interface SyncEngineOptions {
  readonly vault: SyncVault;
  readonly transport: SyncTransport;
  readonly now: () => string;
  readonly compaction?: CompactionPolicy;
  /** Told of an exchange that takes more than one page or batch, after each. */
  readonly onAdvance?: (advance: ExchangeAdvance) => void;
}

/** An exchange begins anew when it finds that the server went back, or another device asks; this often only where a server answers nonsense. */
const maxRestarts = 20;
export class SyncEngine {
  readonly #vault: SyncVault;
  readonly #transport: SyncTransport;
  readonly #now: () => string;
  readonly #compaction: CompactionPolicy;
  readonly #onAdvance: (advance: ExchangeAdvance) => void;
  #running: Promise<Result<ExchangeReport>> | null = null;
  #triedHeld = false;
  readonly #suspects = new Set<string>();
  #pages = this.#newPages();

  constructor({ vault, transport, now, compaction = compactionPolicy, onAdvance = () => undefined }: SyncEngineOptions) {
    this.#vault = vault;
    this.#transport = transport;
    this.#now = now;
    this.#compaction = compaction;
    this.#onAdvance = onAdvance;
  }

  /** Fails with `sync.notJoined`, `device.revoked`, `sync.quota`, and as the transport and the vault do. Calls at the same time share one exchange. */
  exchange(): Promise<Result<ExchangeReport>> {
    this.#running ??= this.#exchange()
      .catch((error: unknown): Result<ExchangeReport> => {
        if (error instanceof FailureError) return { ok: false, error: error.failure };
        throw error;
      })
      .finally(() => {
        this.#running = null;
      });
    return this.#running;
  }

  /** Devices that this one vouches for, or was given when it joined. Kept until the next exchange and told to the others by it. */
  introduce(devices: Roster, revoked: SyncState['revoked'] = {}): Promise<Result<unknown>> {
    return introduceTo(this.#vault, devices, revoked);
  }

  /** The other devices whose records this one believes. */
  async roster(): Promise<Roster> {
    return { ...(await introducedTo(this.#vault)).devices, ...(await loadState(this.#vault))?.roster };
  }

  /** Devices that were shut out, and the last clock of each that is believed. */
  async revoked(): Promise<SyncState['revoked']> {
    return { ...(await introducedTo(this.#vault)).revoked, ...(await loadState(this.#vault))?.revoked };
  }

  /** When something last crossed; null before the first time. */
  async lastExchangeAt(): Promise<string | null> {
    return (await loadState(this.#vault))?.lastExchangeAt ?? null;
  }

  /**
   * Shuts a device out: with the next exchange the server refuses it, and what is sealed afterwards needs a key that it never had. The
   * wish is kept first, so that it is carried out whenever there is a way. Fails with `sync.notJoined` before the first exchange.
   */
  async revoke(deviceId: string): Promise<Result<unknown>> {
    await this.#running;
    const state = await loadState(this.#vault);
    if (state === null) return fail('sync.notJoined', 'never');
    if (deviceId === state.deviceId) return fail('device.unknown', 'never');
    const next = { ...state, toRevoke: [...new Set([...state.toRevoke, deviceId])] };
    return this.#vault.commit({ entries: [stateEntry(this.#vault, next)], received: [], sent: [] });
  }

  /** Devices that are to be shut out once there is a way to the server. */
  async toRevoke(): Promise<readonly string[]> {
    return (await loadState(this.#vault))?.toRevoke ?? [];
  }

  /** Everything as one sealed file. Fails with `sync.fileAlone` before this device has exchanged for the first time. */
  async makeFile(documents: AsyncIterable<WholeDocument>) {
    const state = await loadState(this.#vault);
    return state === null ? fail('sync.fileAlone', 'later') : makeExchangeFile(this.#vault, must(await this.#vault.signing()), state, documents);
  }

  /** What a file of another device holds; the caller takes it over. Whom that device vouches for is kept. Fails as readExchangeFile does. */
  async readFile(bytes: Uint8Array): Promise<Result<ReadExchangeFile>> {
    const state = await loadState(this.#vault);
    if (state === null) return fail('sync.fileAlone', 'later');
    const read = await readExchangeFile(this.#vault, must(await this.#vault.signing()), state, bytes);
    if (!read.ok) return read;
    const kept = await this.#vault.commit({ entries: [stateEntry(this.#vault, { ...state, roster: read.value.roster, revoked: read.value.revoked })], received: [], sent: [] });
    return kept.ok ? read : { ok: false, error: kept.error };
  }

  /** A call of its own that needs this device's session. */
  async call<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
    const member = await this.#transport.syncMember();
    if (!member.ok) return member;
    return member.value === null ? fail('sync.notJoined', 'never') : this.#withSession(member.value, call);
  }

  async #exchange(): Promise<Result<ExchangeReport>> {
    const member = must(await this.#transport.syncMember());
    if (member === null) return fail('sync.notJoined', 'never');
    const signing = must(await this.#vault.signing());
    let state = await this.#begin(member);
    const report = { pulled: 0, pushed: 0, troubles: [] as SyncTrouble[] };
    const tooLarge = new Set<string>();
    let shutOut: readonly string[] = [];
    this.#pages = this.#newPages();
    for (let restarts = 0; restarts < maxRestarts; ) {
      const pulled = await this.#pull(state, signing);
      state = pulled.state;
      report.pulled += pulled.records;
      report.troubles.push(...pulled.troubles);
      if (pulled.restarted) restarts += 1;
      if (pulled.more) continue;
      if (state.toRevoke.some((device) => !shutOut.includes(device))) {
        shutOut = await revokedAtServer(state.toRevoke, (device) => this.#withSession(member, () => this.#transport.syncRevoke(device)));
        // What the device had sent until then still counts, and is fetched first.
        continue;
      }
      state = await rotated(this.#vault, await endRevoking(this.#vault, state));
      const pushed = await this.#push(state, signing, tooLarge);
      state = pushed.state;
      report.pushed += pushed.records;
      if (pushed.again) restarts += 1;
      if (pushed.records > 0 || state.recovering) continue;
      const step = await compactionStep({ vault: this.#vault, policy: this.#compaction, ask: (request) => this.#withSession(member, () => this.#transport.syncCompact(request)) }, state, signing, tooLarge.size > 0);
      state = step.state;
      if (step.again) continue;
      await this.#finish(state);
      return ok({ ...report, held: heldCount(state), tooLarge: [...tooLarge] });
    }
    return fail('secretariat.badAnswer', 'later');
  }

  async #begin(member: SyncMember): Promise<SyncState> {
    const introduced = await introducedTo(this.#vault);
    const saved = await loadState(this.#vault);
    const same = saved !== null && saved.serverId === member.serverId && saved.accountId === member.accountId && saved.deviceId === member.deviceId;
    if (same) {
      const added = Object.keys(introduced.devices).some((device) => saved.roster[device] === undefined);
      const state = added ? { ...saved, roster: { ...introduced.devices, ...saved.roster } } : saved;
      // Once after each start: a newer program may read what the one before could not.
      const tryHeld = state.held.length > 0 && (added || !this.#triedHeld);
      this.#triedHeld = true;
      if (!tryHeld) return state;
      const held = await this.#readHeld(state, must(await this.#vault.signing()));
      return held.offerAgain ? this.#offerAnew(held.state) : held.state;
    }
    // First everything is marked as not sent, then the state says so: cut off between the two, it is marked once more.
    must(await this.#vault.offerAll());
    const state = { ...freshState(this.#vault, member, introduced.devices), revoked: introduced.revoked };
    must(await this.#vault.commit({ entries: [stateEntry(this.#vault, state), this.#vault.remove(pendingPosition)], received: [], sent: [] }));
    return state;
  }

  async #pull(state: SyncState, signing: DeviceSigning): Promise<{ readonly state: SyncState; readonly records: number; readonly troubles: readonly SyncTrouble[]; readonly more: boolean; readonly restarted: boolean }> {
    const bytes = must(await this.#pages.take(state, state.cursor));
    const page = decodePull(bytes, state.cursor);
    if (page === null) throw new FailureError(failure('secretariat.badAnswer', 'later'));
    const wentBack = (state.epoch !== null && page.epoch !== state.epoch) || page.last < state.cursor || page.ownClock < state.acked;
    if (wentBack) {
      const next = await this.#offerAnew({ ...state, cursor: 0, epoch: page.epoch, acked: page.ownClock });
      return { state: next, records: 0, troubles: [], more: true, restarted: true };
    }
    if (page.ownClock > state.clock && !state.recovering) {
      // This profile was put back to an older state: what it has sent since comes back, and its chain begins anew.
      const next = await this.#offerAnew({ ...state, cursor: 0, epoch: page.epoch, acked: page.ownClock, recovering: true });
      return { state: next, records: 0, troubles: [], more: true, restarted: true };
    }
    const more = page.next < page.last;
    this.#pages.goOn(state, page);
    const read = await new PageReader(this.#vault, signing, state, this.#suspects).read(page, !more);
    // Signed records say how far this device had come; a server that claims more holds something back.
    if (!more && page.ownClock > read.state.clock) throw new FailureError(failure('secretariat.badAnswer', 'later'));
    await this.#offerMissing(read);
    const moved = page.records.length > 0 || page.next !== state.cursor || page.epoch !== state.epoch || state.recovering;
    const done: ReceivedPage = more ? read : { ...read, state: { ...read.state, recovering: false } };
    const saved = moved ? await this.#save(done) : state;
    const held = page.records.length > 0 && saved.held.length > 0 && !more ? await this.#readHeld(saved, signing) : { state: saved, offerAgain: false, troubles: [] };
    const advance = this.#pages.advance(page);
    if (advance !== null) this.#onAdvance(advance);
    const restarted = read.offerAgain || held.offerAgain;
    return { state: restarted ? await this.#offerAnew(held.state) : held.state, records: page.records.length, troubles: [...read.troubles, ...held.troubles], more, restarted };
  }

  #newPages(): FetchedPages {
    return new FetchedPages((state, after) => this.#withSession(state, () => this.#transport.syncPull(after, state.recovering, appliedOf(state))));
  }

  /** A page and the cursor behind it, in one step. */
  async #save(page: ReceivedPage): Promise<SyncState> {
    const state = this.#dated(page.state);
    must(await this.#vault.commit({ entries: [...page.entries, stateEntry(this.#vault, state)], received: page.received, sent: [] }));
    return state;
  }

  /** What another device's snapshot does not hold and this one has is offered. */
  async #offerMissing({ snapshots }: Pick<ReceivedPage, 'snapshots'>): Promise<void> {
    for (const marks of snapshots) must(await this.#vault.offerMissing(readMarks(this.#vault.sodium, marks)));
  }

  async #readHeld(state: SyncState, signing: DeviceSigning): Promise<Pick<ReceivedPage, 'state' | 'offerAgain' | 'troubles'>> {
    const read = await new PageReader(this.#vault, signing, state, this.#suspects).readHeld();
    await this.#offerMissing(read);
    const isSame = read.received.length === 0 && read.state.held.length === state.held.length && read.state.doubts.length === state.doubts.length;
    return { ...read, state: isSame ? state : await this.#save(read) };
  }

  async #offerAnew(state: SyncState): Promise<SyncState> {
    must(await this.#vault.offerAll());
    const next = offeringAnew(this.#vault, state);
    must(await this.#vault.commit({ entries: [stateEntry(this.#vault, next), this.#vault.remove(pendingPosition)], received: [], sent: [] }));
    return next;
  }

  /**
   * Sends what waits. Each batch is saved before it is sent; the next one is made meanwhile, and saved in the step that takes away the marks of
   * the one before. `again`: the server is not where it was, and has to be asked first.
   */
  async #push(before: SyncState, signing: DeviceSigning, tooLarge: Set<string>): Promise<{ readonly state: SyncState; readonly records: number; readonly again: boolean }> {
    const saved = await this.#vault.local(pendingPosition);
    const pending = saved === null ? null : decodePending(this.#vault, saved);
    const underWay = new Set(pending?.documents.map(({ key }) => key));
    const outbox: Outbox = { keys: (await this.#vault.outbox()).filter((key) => !underWay.has(key)), taken: 0 };
    let records = 0;
    let state = before;
    for (let due = pending === null ? await this.#firstBatch(before, signing, outbox, tooLarge) : { state, batch: pending }; due !== null; ) {
      const { state: next, batch } = due;
      const [answer, made] = await Promise.all([this.#withSession(next, () => this.#transport.syncPush(batch.bytes)), attempt(() => gatherBatch(this.#vault, next, signing, outbox, tooLarge))]);
      // Another body stands under these clocks: this profile is an older copy of itself. The next pull says how far it had come.
      if (!answer.ok && answer.error.code === 'sync.conflict') return { state: await this.#offerAnew({ ...next, cursor: 0, recovering: true }), records, again: true };
      const { epoch, last, ownClock, logBytes, quotaBytes } = must(answer);
      if (epoch !== next.epoch || ownClock < batch.lastClock) return { state: next, records, again: true };
      const then = made.ok ? made.value : null;
      state = this.#dated({ ...(then?.state ?? next), acked: Math.max(next.acked, batch.lastClock), log: logBytes === undefined || quotaBytes === undefined ? null : { bytes: logBytes, quota: quotaBytes } });
      const written = then === null ? this.#vault.remove(pendingPosition) : this.#vault.put(pendingPosition, ...encodePending(this.#vault, then.batch));
      must(await this.#vault.commit({ entries: [stateEntry(this.#vault, state), written], received: [], sent: batch.documents.map((document) => ({ ...document, through: last })) }));
      records += batch.documents.length || 1;
      if (then !== null) this.#onAdvance({ way: 'send', done: Math.min(records, outbox.keys.length), of: outbox.keys.length });
      must(made);
      due = then === null ? null : { state, batch: then.batch };
    }
    return { state, records, again: false };
  }

  async #firstBatch(state: SyncState, signing: DeviceSigning, outbox: Outbox, tooLarge: Set<string>): Promise<GatheredBatch | null> {
    const gathered = await gatherBatch(this.#vault, state, signing, outbox, tooLarge);
    if (gathered !== null) must(await this.#vault.commit({ entries: [stateEntry(this.#vault, gathered.state), this.#vault.put(pendingPosition, ...encodePending(this.#vault, gathered.batch))], received: [], sent: [] }));
    return gathered;
  }

  #dated(state: SyncState): SyncState {
    return { ...state, lastExchangeAt: this.#now() };
  }

  /** Nothing is written where the exchange found nothing: it is noted with the next one that does. */
  async #finish(state: SyncState): Promise<void> {
    if (state.lastExchangeAt !== null && state.lastExchangeAt.slice(0, 10) === this.#now().slice(0, 10)) return;
    must(await this.#vault.commit({ entries: [stateEntry(this.#vault, { ...state, lastExchangeAt: this.#now() })], received: [], sent: [] }));
  }

  #withSession<T>(member: Pick<SyncMember, 'serverId' | 'deviceId'>, call: () => Promise<Result<T>>): Promise<Result<T>> {
    return withSession(this.#vault, this.#transport, member, call);
  }
}
