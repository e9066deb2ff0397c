import * as v from 'valibot';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { RecordOpener } from './recordOpener.ts';
import type { OpenedStoredRecord, RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';
import { turnOfLoop } from './turnOfLoop.ts';

const packKind = 'pack';
const packItems = 100;
/**
 * A pack that has grown beyond this takes no more; a value beyond half of it stays a record of its own. Chromium keeps a value of 64 KB or
 * more as a file beside the database, which takes several times as long to read; this leaves room for the seal and its padding.
 */
const packBytes = 60 * 1024;
/** Fewer records of their own are left alone. */
const leastSingles = 64;
/** Of one save: what a person writes meanwhile waits no longer than for a megabyte. */
const packsAtOnce = 16;
const singlesAtOnce = 200;
const packsAtATime = 8;
/** So long other work waits while a list is read, in milliseconds. */
const longestTurn = 25;

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Pack numbers are drawn below 2 ** 52: exact, and with room above for those that are counted. */
const drawnNumbers = 2 ** 20;
const wordSize = 2 ** 32;

const packSchema = v.looseObject({ form: v.number(), items: v.custom<PackItems>(Array.isArray) });

export type PackItems = readonly (readonly [position: string, value: unknown])[];

export interface PackedParts {
  readonly sealer: RecordSealer;
  readonly opener: RecordOpener;
  readonly pipeline: SavePipeline;
}

export interface PackedItem {
  readonly position: string;
  readonly compartment: string;
  /** From a pack of the present form: written by this program after it was parsed, and authenticated since. null for a single record. */
  readonly value: unknown;
  readonly record: OpenedStoredRecord | null;
}

interface Pack {
  readonly positions: Set<string>;
  bytes: number;
}

/** Which list: kind and parent of its records, and the form that its values have. */
export interface PackedListName {
  readonly kind: string;
  readonly parent: string;
  readonly form: number;
}

/** A pack that was written without its list having been read. */
export interface NewPack {
  readonly number: number;
  readonly positions: readonly string[];
  readonly bytes: number;
}

/** Every host has it. */
declare const crypto: { getRandomValues(words: Uint32Array): Uint32Array };

/** So large a number that no other pack has it, although it is not known which there are. */
function drawnNumber(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % drawnNumbers) * wordSize + low;
}

const sizeOf = (position: string, value: unknown): number => (value === undefined ? Infinity : encoder.encode(JSON.stringify([position, value])).byteLength);
const packParent = ({ kind, parent }: Pick<PackedListName, 'kind' | 'parent'>): string => `${kind}/${parent}`;

function sealedPack(sealer: RecordSealer, list: PackedListName, compartment: string, number: number, items: PackItems): { readonly entry: JournalEntry; readonly bytes: number } {
  const body = encoder.encode(JSON.stringify({ form: list.form, items }));
  return { entry: sealer.seal(compartment, { kind: packKind, parent: packParent(list), position: String(number) }, body), bytes: body.byteLength };
}

/**
 * Puts values that never stood in a list into packs of their own, which needs no knowledge of the list. What is too large for a pack is in
 * none of them. A list that is in memory is told of the packs once they are saved, see PackedList.add.
 */
export function newPacks(sealer: RecordSealer, list: PackedListName, compartment: string, values: Iterable<PackItems[number]>): { readonly entries: readonly JournalEntry[]; readonly packs: readonly NewPack[] } {
  const entries: JournalEntry[] = [];
  const packs: NewPack[] = [];
  let items: PackItems[number][] = [];
  let bytes = 0;
  const close = (): void => {
    if (items.length === 0) return;
    const number = drawnNumber();
    const sealed = sealedPack(sealer, list, compartment, number, items);
    entries.push(sealed.entry);
    packs.push({ number, positions: items.map(([position]) => position), bytes: sealed.bytes });
    [items, bytes] = [[], 0];
  };
  for (const [position, value] of values) {
    const size = sizeOf(position, value);
    if (size > packBytes / 2) continue;
    if (items.length >= packItems || bytes + size > packBytes) close();
    items.push([position, value]);
    bytes += size;
  }
  close();
  return { entries, packs };
}

/**
 * A list of small values of one compartment, most of them in sealed packs of a hundred and the newest as records of their own, because a
 * pack is read several times faster than its records, and a single record is saved faster than a pack. What stands alone is always as new
 * as what is packed, so it goes before it; a record is deleted only in the batch that writes its pack.
 */
export class PackedList {
  readonly #parts: PackedParts;
  readonly #name: PackedListName;
  readonly #singles = new Set<string>();
  readonly #packs = new Map<number, Pack>();
  readonly #packOf = new Map<string, number>();
  #compartment: string | null = null;
  /** Ids of packs that cannot be opened and whose values were made anew from their documents. */
  #damaged: readonly string[] = [];

  constructor(parts: PackedParts, name: PackedListName) {
    this.#parts = parts;
    this.#name = name;
  }

  /** Visits every value: those of packs, then the records of their own, which go before them. Lets other work through in between. */
  async load(visit: (item: PackedItem) => void): Promise<{ readonly damaged: number }> {
    const { sealer, opener, pipeline } = this.#parts;
    const packs = pipeline.bucketParts(sealer.bucket({ kind: packKind, parent: packParent(this.#name) }), packsAtATime);
    const packIds: string[] = [];
    const openedIds = new Set<string>();
    let damaged = 0;
    let began = performance.now();
    const pause = async (): Promise<void> => {
      if (performance.now() - began < longestTurn) return;
      await turnOfLoop();
      began = performance.now();
    };
    const firstPacks = await packs.next();
    // Asked for behind the packs, so that they are looked up while packs are opened.
    const singlesRead = pipeline.bucket(sealer.bucket(this.#name));
    singlesRead.catch(() => undefined);
    for (let part = firstPacks; part.done !== true; part = await packs.next()) {
      const { opened, damaged: bad } = await opener.openAll(part.value);
      damaged += bad;
      for (const { id } of part.value) packIds.push(id);
      for (const record of opened) {
        openedIds.add(record.id);
        if (!this.#takePack(record, visit)) damaged += 1;
      }
      await pause();
    }
    const singles = await singlesRead;
    if (damaged > 0 && openedIds.size + damaged === packIds.length) this.#damaged = packIds.filter((id) => !openedIds.has(id));
    for (let at = 0; at < singles.length; at += singlesAtOnce) {
      const { opened, damaged: bad } = await opener.openAll(singles.slice(at, at + singlesAtOnce));
      damaged += bad;
      for (const record of opened) {
        this.#compartment ??= record.compartment;
        this.#singles.add(record.name.position);
        visit({ position: record.name.position, compartment: record.compartment, value: null, record });
      }
      await pause();
    }
    return { damaged };
  }

  #takePack(record: OpenedStoredRecord, visit: (item: PackedItem) => void): boolean {
    const number = Number(record.name.position);
    let pack: v.InferOutput<typeof packSchema>;
    // What this program wrote and has authenticated since: a look at its form is enough.
    try {
      pack = v.parse(packSchema, JSON.parse(decoder.decode(record.body)));
    } catch {
      return false;
    }
    // Values of an earlier form are made anew from their documents, as damaged ones are.
    if (pack.form !== this.#name.form || !Number.isInteger(number)) return false;
    this.#compartment ??= record.compartment;
    this.#packs.set(number, { positions: new Set(pack.items.map(([position]) => position)), bytes: record.body.byteLength });
    for (const [position, value] of pack.items) {
      this.#packOf.set(position, number);
      visit({ position, compartment: record.compartment, value, record: null });
    }
    return true;
  }

  /** Takes note that a value was saved as a record of its own. */
  wrote(position: string, compartment: string): void {
    this.#compartment ??= compartment;
    this.#singles.add(position);
  }

  /** Takes note of packs that were saved without this list. */
  add(packs: readonly NewPack[], compartment: string): void {
    this.#compartment ??= compartment;
    for (const { number, positions, bytes } of packs) {
      this.#packs.set(number, { positions: new Set(positions), bytes });
      for (const position of positions) this.#packOf.set(position, number);
    }
  }

  get isFoldDue(): boolean {
    return this.#singles.size >= leastSingles || this.#damaged.length > 0;
  }

  /**
   * Entries that put records of their own into packs, as many as one save may take; none where there is nothing to do. To be made in the
   * moment of the save, from the values in memory, so that nothing newer is deleted. Should the save fail, the records are still there.
   */
  fold(valueOf: (position: string) => unknown): JournalEntry[] {
    const { sealer } = this.#parts;
    const compartment = this.#compartment;
    if (compartment === null) return [];
    const touched = new Map<number, Pack>();
    const folded: string[] = [];
    for (const position of this.#singles) {
      const value = valueOf(position);
      const size = sizeOf(position, value);
      if (size > packBytes / 2) continue;
      const number = this.#packOf.get(position) ?? this.#roomFor(size);
      if (!touched.has(number) && touched.size >= packsAtOnce) continue;
      const pack = this.#packs.get(number) ?? { positions: new Set<string>(), bytes: 0 };
      this.#packs.set(number, pack);
      this.#packOf.set(position, number);
      pack.positions.add(position);
      pack.bytes += size;
      touched.set(number, pack);
      folded.push(position);
    }
    for (const position of folded) this.#singles.delete(position);
    const damaged = this.#damaged;
    this.#damaged = [];
    return [
      ...damaged.map((id) => ({ op: 'delete', id }) as const),
      ...[...touched].map(([number, pack]) => this.#sealed(number, pack, compartment, valueOf)),
      ...folded.map((position) => ({ op: 'delete', id: sealer.id({ ...this.#name, position }) }) as const),
    ];
  }

  /** Entries that take a value out for good, from its pack too. */
  without(position: string, valueOf: (position: string) => unknown): JournalEntry[] {
    const number = this.#packOf.get(position);
    const pack = number === undefined ? undefined : this.#packs.get(number);
    this.#singles.delete(position);
    this.#packOf.delete(position);
    pack?.positions.delete(position);
    const single = { op: 'delete', id: this.#parts.sealer.id({ ...this.#name, position }) } as const;
    if (number === undefined || pack === undefined || this.#compartment === null) return [single];
    return [single, this.#sealed(number, pack, this.#compartment, valueOf)];
  }

  #roomFor(size: number): number {
    const last = Math.max(-1, ...this.#packs.keys());
    const pack = this.#packs.get(last);
    return pack !== undefined && pack.positions.size < packItems && pack.bytes + size <= packBytes ? last : last + 1;
  }

  #sealed(number: number, pack: Pack, compartment: string, valueOf: (position: string) => unknown): JournalEntry {
    const items = [...pack.positions].flatMap((position) => {
      const value = valueOf(position);
      return value === undefined ? [] : [[position, value] as const];
    });
    const { entry, bytes } = sealedPack(this.#parts.sealer, this.#name, compartment, number, items);
    pack.bytes = bytes;
    return entry;
  }
}
