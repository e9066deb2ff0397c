import type { PullPage, PullRecord } from '../../../shared/contracts/syncWire.ts';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { failure, FailureError } from '../../../shared/errors/result.ts';
import { turnOfLoop } from '../engine/turnOfLoop.ts';
import type { DeviceSigning, ReceivedDocument, SyncVault } from './syncPorts.ts';
import { withAsked, type Missing } from './askedAnew.ts';
import { decodeDocuments, type PackedDocument } from './packedDocuments.ts';
import { keyName } from './sendBatch.ts';
import { openRotation } from './rotation.ts';
import { hashIfSigned, noHash, openSyncRecord, syncRecordPlace, type ChainPlace, type ReadSyncRecord } from './syncRecord.ts';
import { chainKey, chainOf } from './syncHeader.ts';
import { openSheetRotation } from './sheetSecret.ts';
import { answered, isExplained, withSeen, withSnapshot, type Doubt } from './snapshotCoverage.ts';
import { lastClockOf, type SyncState } from './syncState.ts';
import { vouchedIn } from './voucher.ts';

/** What was wrong with what the server handed over. Told to the user as a count; none of it stops the rest. */
export type SyncTrouble = 'gap' | 'fork' | 'badSignature' | 'tampered' | 'omission' | 'afterRevocation';

export interface ReceivedPage {
  readonly state: SyncState;
  readonly received: readonly ReceivedDocument[];
  /** Local records to write and to remove: what is held back. */
  readonly entries: readonly JournalEntry[];
  readonly troubles: readonly SyncTrouble[];
  /** Another device misses something of ours. */
  readonly offerAgain: boolean;
  /** Marks of the documents that each snapshot of another device holds. */
  readonly snapshots: readonly Uint8Array[];
}

/** Bytes of records that are read before something else gets its turn: some milliseconds of work. */
const bytesInARow = 64 * 1024;

/** Codes of records that another program version or a key yet to come may read. Everything else is forged or broken. */
const readableLater = new Set(['vault.compartmentUnknown', 'vault.epochUnknown', 'vault.envelopeVersion', 'vault.envelopeSuite', 'sync.recordNewer', 'sync.contentUnknown']);
/** How a record is held: its place in its device's chain noted already, or still to be looked at. Of a pack, the numbers of the documents that are still to be read may follow. */
const inChain = 'chained';
const outOfChain = 'waiting';
const heldKey = ({ device, clock }: Pick<PullRecord, 'device' | 'clock'>): string => `${device}:${clock}`;
const heldName = (key: string): string => `held/${key}`;
/** Records that were held back have no place in the log any more. */
const numberOf = ({ number }: PullRecord): { readonly number?: number } => (number > 0 ? { number } : {});

/** Takes a page in: verifies, opens, sorts. Nothing is saved but keys, which records behind them need and which do no harm alone. */
export class PageReader {
  readonly #vault: SyncVault;
  readonly #signing: DeviceSigning;
  readonly #suspects: Set<string>;
  #state: SyncState;
  readonly #received: ReceivedDocument[] = [];
  readonly #entries: JournalEntry[] = [];
  readonly #troubles: SyncTrouble[] = [];
  /** By `device:clock`: how it is held. */
  readonly #held = new Map<string, string>();
  /** Devices whose records wait in order. */
  readonly #waiting = new Set<string>();
  #offerAgain = false;
  readonly #snapshots: Uint8Array[] = [];

  /** `suspects`: records that came damaged once before; a second time they are given up, not fetched again. */
  constructor(vault: SyncVault, signing: DeviceSigning, state: SyncState, suspects: Set<string>) {
    this.#vault = vault;
    this.#signing = signing;
    this.#state = state;
    this.#suspects = suspects;
  }

  /** `isLast`: the log ends with this page, so that what is missing now is missing. */
  async read(page: PullPage, isLast = true): Promise<ReceivedPage> {
    for (const name of this.#state.held) {
      const [device = '', clock = '', kind = outOfChain, ...numbers] = name.split(':');
      this.#held.set(`${device}:${clock}`, [kind, ...numbers].join(':'));
      if (kind === outOfChain) this.#waiting.add(device);
    }
    let bytes = 0;
    for (const record of page.records) {
      await this.#take(record);
      bytes += record.bytes.byteLength;
      if (bytes < bytesInARow) continue;
      bytes = 0;
      // So that the next page goes on coming, and whoever types is not kept waiting.
      await turnOfLoop();
    }
    // Where records are held back they are tried again next, and a snapshot may be among them.
    if (isLast && this.#held.size === 0) this.#settleDoubts();
    this.#state = { ...this.#state, cursor: page.next, epoch: page.epoch };
    return this.#result();
  }

  /** Tries again what could not be read before. */
  async readHeld(): Promise<ReceivedPage> {
    for (const name of this.#state.held) {
      const [device = '', clock = '0', kind, numbers] = name.split(':');
      const at = heldName(`${device}:${clock}`);
      const bytes = await this.#vault.local(at);
      if (bytes === null) continue;
      this.#entries.push(this.#vault.remove(at));
      const only = numbers === undefined ? null : new Set(numbers.split(',').map(Number));
      await this.#take({ number: 0, device, clock: Number(clock), bytes }, kind === inChain, only);
    }
    this.#settleDoubts();
    return this.#result();
  }

  #result(): ReceivedPage {
    return { state: { ...this.#state, held: [...this.#held].map(([key, kind]) => `${key}:${kind}`) }, received: this.#received, entries: this.#entries, troubles: this.#troubles, offerAgain: this.#offerAgain, snapshots: this.#snapshots };
  }

  /** `placed`: the record's place in its chain was noted when it came. `only`: numbers of the documents of a pack that were not read then; null for all. */
  async #take(record: PullRecord, placed = false, only: ReadonlySet<number> | null = null): Promise<void> {
    const { sodium, vaultId } = this.#vault;
    const place = syncRecordPlace(sodium, record.device, record.clock, record.bytes);
    if (!place.ok) return place.error.code === 'sync.recordNewer' ? this.#hold(record, outOfChain) : this.#damaged(record, null);
    const isOwn = record.device === this.#state.deviceId;
    if (!isOwn && this.#state.roster[record.device] === undefined) {
      const vouched = vouchedIn(this.#vault, this.#state, place.value, record.bytes);
      if (vouched !== null) this.#state = { ...this.#state, roster: { ...this.#state.roster, [record.device]: vouched } };
    }
    const signKey = isOwn ? this.#signing.signKey : this.#state.roster[record.device]?.signKey;
    // A device that no other has vouched for yet; what it sent afterwards stays behind it, so that its chain is read in order.
    if (signKey === undefined || this.#waiting.has(record.device)) return this.#hold(record, outOfChain);
    const hash = hashIfSigned(sodium, vaultId, signKey, place.value, record.bytes);
    if (hash === null) return this.#damaged(record, place.value);
    if (record.clock > (this.#state.revoked[record.device] ?? Infinity)) {
      // The server takes nothing from it any more, so one that hands such a record out is not to be believed.
      if (record.number > 0) this.#troubles.push('afterRevocation');
      return this.#hold(record, outOfChain);
    }
    if (!placed && !this.#follows(place.value, hash)) return;
    const opened = openSyncRecord(sodium, (compartment, epoch) => this.#vault.sealing(compartment, epoch), place.value, record.bytes);
    if (opened.ok) return this.#use(record, place.value, opened.value, only);
    if (readableLater.has(opened.error.code)) return this.#hold(record, inChain);
    this.#trouble('tampered', place.value);
  }

  /** Whether the record is new. Notes where it does not continue its device's chain; its content is whole all the same and is used. */
  #follows(place: ChainPlace, own: string): boolean {
    const key = chainKey(place);
    const [clock, hash] = this.#state.heads[key] ?? [0, noHash];
    if (place.clock <= clock) {
      if (place.clock === clock && own !== hash) this.#trouble('fork', place);
      return false;
    }
    if (place.device === this.#state.deviceId) this.#state = { ...this.#state, clock: Math.max(this.#state.clock, place.clock) };
    const begins = clock === 0 && place.previous === noHash;
    if (!begins && place.previous !== hash) this.#doubt({ kind: 'gap', device: place.device, segment: place.segment, clock: place.clock, hash: place.previous });
    if (clock === 0) this.#state = answered(this.#state, place.device, place.clock);
    this.#state = { ...this.#state, heads: { ...this.#state.heads, [key]: [place.clock, own] } };
    return true;
  }

  async #use(record: PullRecord, place: ChainPlace, { header, body, compartment }: ReadSyncRecord, only: ReadonlySet<number> | null): Promise<void> {
    switch (header.type) {
      case 'documents': {
        const documents = decodeDocuments(body);
        return documents === null ? this.#hold(record, inChain) : this.#useDocuments(record, documents, compartment, only);
      }
      case 'document':
        if (!this.#vault.accepts(header.key, body)) return this.#hold(record, inChain);
        this.#received.push({ key: header.key, compartment, update: body, changedAt: header.changedAt, ...numberOf(record) });
        return;
      case 'keys': {
        const added = await this.#vault.addKeys(header.keys);
        if (!added.ok) throw new FailureError(added.error);
        // What came from another device need not be told to it.
        this.#state = { ...this.#state, sentKeys: [...new Set([...this.#state.sentKeys, ...header.keys.map(keyName)])] };
        return;
      }
      case 'roster': {
        const { [this.#state.deviceId]: _self, ...others } = header.devices;
        // The first key that was vouched for stays: a device does not change its key, it becomes another device.
        const revoked = { ...this.#state.revoked };
        // What had come here before this device knew of it counts for the others as well; the next roster tells them.
        for (const [device, clock] of Object.entries(header.revoked ?? {})) revoked[device] = Math.max(clock, revoked[device] ?? lastClockOf(this.#state, device));
        this.#state = { ...this.#state, roster: { ...others, ...this.#state.roster }, revoked };
        return;
      }
      case 'rotation': {
        const { epoch, boxes } = header;
        const key = openRotation(this.#vault, this.#signing, boxes[this.#state.deviceId]) ?? (await openSheetRotation(this.#vault, boxes));
        if (key !== null) {
          const added = await this.#vault.addRotations([[epoch, key]]);
          if (!added.ok) throw new FailureError(added.error);
        }
        const granted = new Set([...(this.#state.granted[epoch] ?? []), ...Object.keys(boxes)]);
        this.#state = { ...this.#state, granted: { ...this.#state.granted, [epoch]: [...granted].sort() } };
        return;
      }
      case 'vouched':
        // Taken in when it came from a device that nobody had vouched for.
        return;
      case 'snapshot':
        this.#state = withSnapshot(this.#state, header);
        if (record.device === this.#state.deviceId) return;
        this.#snapshots.push(body);
        // Whom this device vouches for, and who vouched for it, is said once more: a device that was away long may know this one and not
        // the one that made the snapshot, and what would have told it is gone from the log.
        this.#state = { ...this.#state, sentRoster: '' };
        return;
      case 'summary':
        this.#takeOffered(header.offered ?? {});
        return this.#compare(header.heads, chainKey(place));
      case 'offerAgain':
        // Also for a segment that is long over: what is missing of it may never have been offered since. Each device asks once for each.
        if (header.device === this.#state.deviceId) this.#offerAgain = true;
    }
  }

  /** What another device has seen, and the server has therefore had before, must have come here too. */
  #compare(theirs: SyncState['heads'], by: string): void {
    for (const [key, [clock, hash]] of Object.entries(theirs)) {
      const { device, segment } = chainOf(key);
      const missing = { device, segment, clock, hash, by };
      const mine = this.#state.heads[key];
      if (device === this.#state.deviceId) {
        // This profile was put back to before it made that record, and the server does not have it any more. No second one stands under its clock.
        if (clock <= this.#state.clock) continue;
        this.#state = { ...this.#state, clock };
        this.#doubt({ kind: 'omission', ...missing });
      } else if (!this.#isRead(device)) continue;
      else if (mine === undefined || mine[0] < clock) this.#doubt({ kind: 'omission', ...missing });
      else if (mine[0] === clock && mine[1] !== hash) this.#trouble('fork', missing);
    }
  }

  /** The segment that this stands in holds all of what its device had seen by then. */
  #takeOffered(theirs: SyncState['heads']): void {
    for (const [key, head] of Object.entries(theirs)) {
      const { device } = chainOf(key);
      if (device !== this.#state.deviceId && this.#isRead(device)) this.#state = withSeen(this.#state, key, head);
    }
  }

  /** Whether that device's records are read as they come. One that is held back for want of a key to verify it has come all the same. */
  #isRead(device: string): boolean {
    return this.#state.roster[device] !== undefined && !this.#waiting.has(device);
  }

  #doubt(doubt: Doubt): void {
    this.#state = { ...this.#state, doubts: [...this.#state.doubts, doubt] };
  }

  #settleDoubts(): void {
    const { doubts } = this.#state;
    if (doubts.length === 0) return;
    this.#state = { ...this.#state, doubts: [] };
    for (const doubt of doubts) if (!isExplained(this.#state, doubt)) this.#trouble(doubt.kind, doubt);
  }

  /** One document that this program cannot take in does not keep the others waiting: the record is held for its sake alone. */
  #useDocuments(record: PullRecord, documents: readonly PackedDocument[], compartment: string, only: ReadonlySet<number> | null): void {
    const unread: number[] = [];
    for (const [number, document] of documents.entries()) {
      if (only !== null && !only.has(number)) continue;
      if (this.#vault.accepts(document.key, document.update)) this.#received.push({ ...document, compartment, ...numberOf(record) });
      else unread.push(number);
    }
    if (unread.length > 0) this.#hold(record, inChain, unread);
  }

  #hold(record: PullRecord, kind: typeof inChain | typeof outOfChain, numbers: readonly number[] = []): void {
    const key = heldKey(record);
    // What stands in its device's chain is not given up for something else under its clock that does not.
    if (kind === outOfChain && this.#held.get(key)?.startsWith(inChain) === true) return;
    if (kind === outOfChain) this.#waiting.add(record.device);
    this.#held.set(key, numbers.length === 0 ? kind : `${kind}:${numbers.join(',')}`);
    this.#entries.push(this.#vault.put(heldName(key), record.bytes));
  }

  /** What was damaged on the way is whole when it is fetched again; what is damaged at the server never will be, and its device is asked. */
  #damaged(record: PullRecord, place: ChainPlace | null): void {
    const name = `${record.device}:${record.clock}`;
    if (!this.#suspects.has(name)) {
      this.#suspects.add(name);
      throw new FailureError(failure('secretariat.badAnswer', 'later'));
    }
    this.#trouble('badSignature', place);
  }

  /** Notes it and, where its place is known, asks for it. Of its own records a device misses only those that another one has seen. */
  #trouble(kind: SyncTrouble, missing: Missing | null): void {
    if (missing !== null && missing.device === this.#state.deviceId && kind !== 'omission') return;
    this.#troubles.push(kind);
    if (missing !== null) this.#state = withAsked(this.#state, missing);
  }
}
