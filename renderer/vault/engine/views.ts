import { documentKey, documentKinds, documentRef, type DocumentKind, type DocumentRef } from './documentKinds.ts';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { noteSummaryForm } from '../../../shared/domain/vault/note.ts';
import { decodeView, viewKind, viewName } from './documentLog.ts';
import { notesParent } from './noteDocument.ts';
import { PackedList, type NewPack, type PackedListName } from './packedList.ts';
import type { RecordOpener } from './recordOpener.ts';
import type { RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';

interface LoadedViews {
  /** Only of lists that grow long. */
  readonly packed: PackedList | null;
  readonly byDocument: Map<string, unknown>;
  /** Compartment of each, by document. */
  readonly compartments: Map<string, string>;
}

/** The list of views in records; only those of notes are packed. */
export const viewList = (parent: string): PackedListName => ({ kind: viewKind, parent, form: noteSummaryForm });

/** The views of a list, read from their sealed records when the list is first wanted and kept up with every save. */
export class Views {
  readonly #sealer: RecordSealer;
  readonly #opener: RecordOpener;
  readonly #pipeline: SavePipeline;
  readonly #rebuild: (parent: string) => Promise<void>;
  readonly #refresh: (ref: DocumentRef) => Promise<unknown>;
  readonly #loaded = new Map<string, Promise<LoadedViews>>();

  /** `rebuild` is asked to save views again, from their documents, when some of a list could not be opened; `refresh` for one of an earlier form. */
  constructor(sealer: RecordSealer, opener: RecordOpener, pipeline: SavePipeline, rebuild: (parent: string) => Promise<void>, refresh: (ref: DocumentRef) => Promise<unknown>) {
    this.#sealer = sealer;
    this.#opener = opener;
    this.#pipeline = pipeline;
    this.#rebuild = rebuild;
    this.#refresh = refresh;
  }

  async all(parent: string): Promise<ReadonlyMap<string, unknown>> {
    return (await this.#list(parent)).byDocument;
  }

  async one(parent: string, ref: DocumentRef): Promise<unknown> {
    return (await this.#list(parent)).byDocument.get(documentKey(ref));
  }

  async compartment(parent: string, ref: DocumentRef): Promise<string | undefined> {
    return (await this.#list(parent)).compartments.get(documentKey(ref));
  }

  /** Takes over a view that was just saved: as a record of its own, or in a pack. A list that nobody has read yet is left alone. */
  async put(parent: string, ref: DocumentRef, compartment: string, view: unknown, inPack: boolean): Promise<void> {
    const list = await this.#loaded.get(parent);
    list?.byDocument.set(documentKey(ref), view);
    list?.compartments.set(documentKey(ref), compartment);
    if (!inPack) list?.packed?.wrote(documentKey(ref), compartment);
  }

  /** Takes note of packs that were just saved. */
  async addPacks(parent: string, packs: readonly NewPack[], compartment: string): Promise<void> {
    (await this.#loaded.get(parent))?.packed?.add(packs, compartment);
  }

  /** Entries that pack a list, to be asked for in the moment of the save; none while it is not loaded or too short. */
  async folding(parent: string): Promise<(() => readonly JournalEntry[]) | null> {
    const list = await this.#loaded.get(parent);
    const packed = list?.packed ?? null;
    return list === undefined || packed === null || !packed.isFoldDue ? null : () => packed.fold((position) => list.byDocument.get(position));
  }

  /** Entries that take a view out for good, to be asked for in the moment of the save. */
  async removal(parent: string, ref: DocumentRef): Promise<() => readonly JournalEntry[]> {
    const { packed, byDocument } = await this.#list(parent);
    const single = [{ op: 'delete', id: this.#sealer.id(viewName(parent, ref)) }] as const;
    return () => packed?.without(documentKey(ref), (position) => byDocument.get(position)) ?? single;
  }

  /** Forgets a view whose record was deleted. */
  async remove(parent: string, ref: DocumentRef): Promise<void> {
    const list = await this.#loaded.get(parent);
    list?.byDocument.delete(documentKey(ref));
    list?.compartments.delete(documentKey(ref));
  }

  #list(parent: string): Promise<LoadedViews> {
    const known = this.#loaded.get(parent);
    if (known !== undefined) return known;
    const loading = this.#load(parent);
    this.#loaded.set(parent, loading);
    loading.catch(() => this.#loaded.delete(parent));
    return loading;
  }

  async #load(parent: string): Promise<LoadedViews> {
    const parts = { sealer: this.#sealer, opener: this.#opener, pipeline: this.#pipeline };
    const packed = new PackedList(parts, viewList(parent));
    const list: LoadedViews = { packed: parent.startsWith(notesParent('')) ? packed : null, byDocument: new Map(), compartments: new Map() };
    const outdated: DocumentRef[] = [];
    let undecoded = 0;
    const { damaged } = await packed.load(({ position, compartment, value, record }) => {
      const ref = documentRef(position);
      if (ref === null) return;
      const view = record === null ? value : decodeView(documentKinds[ref.kind].schema, record.body);
      list.compartments.set(position, compartment);
      if (view === undefined) undecoded += 1;
      else {
        list.byDocument.set(position, view);
        const { isOutdated } = documentKinds[ref.kind] as DocumentKind;
        if (isOutdated?.(view) === true) outdated.push(ref);
      }
    });
    const unreadable = damaged + undecoded;
    for (const ref of outdated) queueMicrotask(() => void this.#refresh(ref).catch(() => undefined));
    // Not waited for: saving the views again reads this list.
    if (unreadable > 0) queueMicrotask(() => void this.#rebuild(parent).catch(() => undefined));
    return list;
  }
}
