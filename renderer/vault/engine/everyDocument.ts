import { snapshotKind, updateKind } from './documentLog.ts';
import type { RecordSealer } from './recordSealer.ts';
import type { RecordStore } from './recordStore.ts';

const scanRecords = 500;

/** Compartment by key of every document. Opens every record, so it is not for every day. */
export async function everyDocument({ store, sealer }: { readonly store: RecordStore; readonly sealer: RecordSealer }): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>();
  for (let after: string | null = null; ; ) {
    const page = await store.page(after, scanRecords);
    for (const record of page) {
      const opened = sealer.open(record);
      if (opened.ok && (opened.value.name.kind === updateKind || opened.value.name.kind === snapshotKind)) keys.set(opened.value.name.parent, opened.value.compartment);
    }
    const final = page.at(-1);
    if (final === undefined || page.length < scanRecords) return keys;
    after = final.id;
  }
}
