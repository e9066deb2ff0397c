import { documentRef } from './documentKinds.ts';
import { everyDocument } from './everyDocument.ts';
import type { OpenVault, OpenVaultParts } from './openVault.ts';

/** Saves the views of a list again from their documents, where a view could not be opened. Looks at every record, so it is for damage only. */
export async function rebuildViews(parts: Pick<OpenVaultParts, 'store' | 'sealer'>, vault: Pick<OpenVault, 'views' | 'documents' | 'queue'>, parent: string): Promise<void> {
  const present = await vault.views.all(parent);
  for (const key of (await everyDocument(parts)).keys()) {
    const ref = present.has(key) ? null : documentRef(key);
    const document = ref === null ? null : await vault.queue.document(ref).catch(() => null);
    if (ref === null || document === null) continue;
    const batch = vault.documents.batch(document, [], document.changedAt);
    if (batch.view?.parent === parent) await vault.queue.refresh(ref);
  }
}
