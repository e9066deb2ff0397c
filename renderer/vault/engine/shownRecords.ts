import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { NoteText } from '../../../shared/domain/vault/noteSearch.ts';
import { documentKey, type ShownValue } from './documentKinds.ts';
import { encodeView, textName, viewName } from './documentLog.ts';
import type { DocumentBatch } from './documents.ts';
import { textList, type NoteTexts } from './noteTexts.ts';
import { newPacks, type NewPack, type PackedListName } from './packedList.ts';
import type { RecordSealer } from './recordSealer.ts';
import { viewList, type Views } from './views.ts';

/** With so many notes of one situation that come new from another device in a save, their views and texts go into packs at once; others are packed later, at leisure. */
const manyNotes = 64;

/** Notes of one situation that come new from another device. */
interface NewNotes {
  readonly batches: readonly DocumentBatch[];
  readonly compartment: string;
  readonly viewParent: string;
  readonly situationId: string;
}

interface Packed extends NewNotes {
  readonly views: readonly NewPack[];
  readonly texts: readonly NewPack[];
}

/** What was made of the views and texts of a save. */
export interface WrittenShown {
  readonly entries: readonly JournalEntry[];
  readonly packed: readonly Packed[];
  /** Keys of the documents whose view, and whose text, stands in a pack and not in a record of its own. */
  readonly packedViews: ReadonlySet<string>;
  readonly packedTexts: ReadonlySet<string>;
}

const positionsOf = (packs: readonly NewPack[]): string[] => packs.flatMap(({ positions }) => positions);
const keyOf = ({ document }: DocumentBatch): string => documentKey(document.ref);

/**
 * What lists and searches read of documents, written in the same save as the documents: as a record for each, which is saved soonest, or where
 * many notes come new from another device, in packs as they would be put into later. Not those of a file: an import may be taken back, and
 * each note that leaves a pack again has the pack written anew.
 */
export class ShownRecords {
  readonly #sealer: RecordSealer;
  readonly #views: Views;
  readonly #texts: NoteTexts;
  readonly #many: number;

  constructor(sealer: RecordSealer, views: Views, texts: NoteTexts, many = manyNotes) {
    this.#sealer = sealer;
    this.#views = views;
    this.#texts = texts;
    this.#many = many;
  }

  written(batches: readonly DocumentBatch[]): WrittenShown {
    const entries: JournalEntry[] = [];
    const gather = ({ batches: some, compartment }: NewNotes, list: PackedListName, shown: (batch: DocumentBatch) => ShownValue | null): readonly NewPack[] => {
      const made = newPacks(this.#sealer, list, compartment, some.map((batch) => [keyOf(batch), shown(batch)?.value] as const));
      entries.push(...made.entries);
      return made.packs;
    };
    const packed = this.#newNotes(batches).map((notes) => ({ ...notes, views: gather(notes, viewList(notes.viewParent), ({ view }) => view), texts: gather(notes, textList(notes.situationId), ({ text }) => text) }));
    const packedViews = new Set(packed.flatMap(({ views }) => positionsOf(views)));
    const packedTexts = new Set(packed.flatMap(({ texts }) => positionsOf(texts)));
    for (const batch of batches) {
      const { document, view, text } = batch;
      if (view !== null && !packedViews.has(keyOf(batch))) entries.push(this.#sealer.seal(document.compartment, viewName(view.parent, document.ref), encodeView(view.value)));
      if (text !== null && !packedTexts.has(keyOf(batch))) entries.push(this.#sealer.seal(document.compartment, textName(text.parent, document.ref), encodeView(text.value)));
    }
    return { entries, packed, packedViews, packedTexts };
  }

  /** Takes over what was saved. */
  async saved(batches: readonly DocumentBatch[], { packed, packedViews, packedTexts }: WrittenShown): Promise<void> {
    for (const { compartment, viewParent, situationId, views, texts } of packed) {
      await this.#views.addPacks(viewParent, views, compartment);
      this.#texts.addPacks(situationId, texts, compartment);
    }
    for (const batch of batches) {
      const { document, view, text } = batch;
      if (view !== null) await this.#views.put(view.parent, document.ref, document.compartment, view.value, packedViews.has(keyOf(batch)));
      if (document.ref.kind === 'note' && text !== null) this.#texts.put(text.value as NoteText, document.compartment, packedTexts.has(keyOf(batch)));
    }
  }

  /** Of notes that were there before, a view or a text stands in a record already that would go before a pack. */
  #newNotes(batches: readonly DocumentBatch[]): NewNotes[] {
    if (batches.length < this.#many) return [];
    const groups = new Map<string, NewNotes & { readonly batches: DocumentBatch[] }>();
    for (const batch of batches) {
      const { document, view, text, comesNew } = batch;
      if (!comesNew || document.ref.kind !== 'note' || view === null || text === null) continue;
      const key = `${document.compartment} ${view.parent}`;
      const group = groups.get(key) ?? { batches: [], compartment: document.compartment, viewParent: view.parent, situationId: (text.value as NoteText).situationId };
      group.batches.push(batch);
      groups.set(key, group);
    }
    return [...groups.values()].filter((group) => group.batches.length >= this.#many);
  }
}
