import type { SetAsideRecord } from '../../../shared/domain/vault/vaultStatus.ts';
import { type Result } from '../../../shared/errors/result.ts';
import type { VaultStorage } from '../vaultStorage.ts';
import type { RecordStore, StoredRecord } from './recordStore.ts';
import type { OpenedStoredRecord, RecordSealer } from './recordSealer.ts';

/**
 * Opens records and sees to those that do not open: takes the journal's copy where that one is whole, else sets the record aside, so that
 * one damaged record stops nothing.
 */
export class RecordOpener {
  readonly #sealer: RecordSealer;
  readonly #store: RecordStore;
  readonly #storage: VaultStorage;
  readonly #onChange: () => void;
  readonly #aside = new Map<string, SetAsideRecord>();
  #healed = 0;

  constructor(sealer: RecordSealer, store: RecordStore, storage: VaultStorage, onChange: () => void) {
    this.#sealer = sealer;
    this.#store = store;
    this.#storage = storage;
    this.#onChange = onChange;
  }

  get setAside(): readonly SetAsideRecord[] {
    return [...this.#aside.values()];
  }

  /** Records that were taken from the journal since the vault was opened. */
  get healed(): number {
    return this.#healed;
  }

  /** Opens all, in the given order. `damaged` counts those that could be had from neither store. */
  async openAll(records: readonly StoredRecord[]): Promise<{ readonly opened: readonly OpenedStoredRecord[]; readonly damaged: number }> {
    const results = records.map((record) => ({ record, result: this.#sealer.open(record) }));
    const bad = results.filter(({ record, result }) => !result.ok && !this.#sealer.isAway(record));
    const replaced = bad.length === 0 ? new Map<string, OpenedStoredRecord>() : await this.#fromJournal(bad);
    const opened = results.flatMap(({ record, result }) => {
      const value = result.ok ? result.value : replaced.get(record.id);
      return value === undefined ? [] : [value];
    });
    return { opened, damaged: bad.length - replaced.size };
  }

  async #fromJournal(bad: readonly { readonly record: StoredRecord; readonly result: Result<OpenedStoredRecord> }[]): Promise<Map<string, OpenedStoredRecord>> {
    const found = new Map<string, OpenedStoredRecord>();
    const wanted = new Set(bad.map(({ record }) => record.id).filter((id) => !this.#aside.has(id)));
    let cursor: string | null = null;
    while (wanted.size > 0) {
      const page = await this.#storage.journalRead(cursor);
      if (!page.ok) break;
      const whole = page.value.entries.filter((entry) => wanted.has(entry.id)).flatMap((entry) => {
        const result = this.#sealer.open(entry);
        return result.ok ? [{ entry, opened: result.value }] : [];
      });
      for (const { entry, opened } of whole) found.set(entry.id, opened);
      if (whole.length > 0) await this.#store.putMany(whole.map(({ entry }) => entry)).catch(() => undefined);
      this.#healed += whole.length;
      cursor = page.value.next;
      if (cursor === null) break;
    }
    for (const { record, result } of bad) if (!result.ok && !found.has(record.id)) this.#aside.set(record.id, { id: record.id, code: result.error.code });
    this.#onChange();
    return found;
  }

  /** Called after a record was written anew under the same id. */
  forget(ids: readonly string[]): void {
    let changed = false;
    for (const id of ids) changed = this.#aside.delete(id) || changed;
    if (changed) this.#onChange();
  }
}
