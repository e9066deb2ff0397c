import { documentKey, documentKinds, documentRef, type DocumentKind, type DocumentRef } from './documentKinds.ts';
import { decodeView, viewKind } from './documentLog.ts';
import type { RecordOpener } from './recordOpener.ts';
import type { RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';

interface LoadedViews {
  readonly byDocument: Map<string, unknown>;
  /** Compartment of each, by document. */
  readonly compartments: Map<string, string>;
}

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

  /** Takes over a view that was just saved. A list that nobody has read yet is left alone. */
  async put(parent: string, ref: DocumentRef, compartment: string, view: unknown): Promise<void> {
    const list = await this.#loaded.get(parent);
    list?.byDocument.set(documentKey(ref), view);
    list?.compartments.set(documentKey(ref), compartment);
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
    const records = await this.#pipeline.bucket(this.#sealer.bucket({ kind: viewKind, parent }));
    const { opened, damaged } = await this.#opener.openAll(records);
    const list: LoadedViews = { byDocument: new Map(), compartments: new Map() };
    let unreadable = damaged;
    const outdated: DocumentRef[] = [];
    for (const record of opened) {
      const ref = documentRef(record.name.position);
      if (ref === null) continue;
      const view = decodeView(documentKinds[ref.kind].schema, record.body);
      list.compartments.set(record.name.position, record.compartment);
      if (view === undefined) unreadable += 1;
      else {
        list.byDocument.set(record.name.position, view);
        const { isOutdated } = documentKinds[ref.kind] as DocumentKind;
        if (isOutdated?.(view) === true) outdated.push(ref);
      }
    }
    for (const ref of outdated) queueMicrotask(() => void this.#refresh(ref).catch(() => undefined));
    // Not waited for: saving the views again reads this list.
    if (unreadable > 0) queueMicrotask(() => void this.#rebuild(parent).catch(() => undefined));
    return list;
  }
}
