import { exchangeFileExtension } from '../../../shared/contracts/exchangeCalls.ts';
import type { FileBytes } from '../../../shared/domain/vault/noteFile.ts';
import { attempt, must, type Result } from '../../../shared/errors/result.ts';
import type { OpenVault } from '../engine/openVault.ts';
import type { SyncEngine } from '../sync/syncEngine.ts';
import { readRecordsPart, takePieces, writePieces } from './exchangeBundle.ts';

interface BundleMade {
  readonly name: string;
  readonly documents: number;
  readonly files: number;
  readonly filesNotHere: number;
}

const writtenAtOnce = 2 * 1024 * 1024;

/** Writes an exchange file where the user says, piece by piece. Answers null when they thought better of it; stopped or failed, nothing is left there. */
export function makeBundle(vault: OpenVault, engine: SyncEngine, { withFiles, fileName, transferId }: { readonly withFiles: boolean; readonly fileName: string; readonly transferId: string }): Promise<Result<BundleMade | null>> {
  const { storage } = vault;
  return attempt(async () => {
    must(await vault.queue.flush());
    // Asked first whether there is anything to write at all.
    const made = must(await engine.makeFile(vault.exchanged.wholeDocuments()));
    const out = must(await storage.fileBegin(fileName, exchangeFileExtension));
    if (out === null) return null;
    return vault.transfers.run({ id: transferId, kind: 'bundle', name: out.name, noteId: '' }, async (transfer) => {
      try {
        const total = made.bytes.byteLength + (withFiles ? (await vault.exchangedFiles.files()).reduce((sum, { bytes }) => sum + bytes, 0) : 0);
        for (let at = 0; at < made.bytes.byteLength; at += writtenAtOnce) {
          must(await storage.fileWrite(out.token, made.bytes.slice(at, at + writtenAtOnce)));
          transfer.progress(Math.min(made.bytes.byteLength, at + writtenAtOnce), total);
        }
        const pieces = withFiles ? await writePieces(vault.exchangedFiles, async (bytes) => void must(await storage.fileWrite(out.token, bytes)), (done) => transfer.progress(made.bytes.byteLength + done, total)) : { files: 0, notHere: 0 };
        must(await storage.fileEnd(out.token, true));
        return { name: out.name, documents: made.documents, files: pieces.files, filesNotHere: pieces.notHere };
      } catch (error) {
        await storage.fileEnd(out.token, false);
        throw error;
      }
    });
  });
}

/** Takes an exchange file over: its records all or nothing, then the files that their notes name. Doing it again changes nothing. */
export function takeBundle(vault: OpenVault, engine: SyncEngine, source: FileBytes, transferId: string): Promise<Result<{ readonly changed: number; readonly unread: number; readonly files: number; readonly short: boolean }>> {
  return attempt(async () => {
    const records = await readRecordsPart(source);
    const read = must(await engine.readFile(records));
    const changed = must(await vault.exchanged.take(read.received));
    const pieces = await vault.transfers.run({ id: transferId, kind: 'bundle', name: '', noteId: '' }, (transfer) => takePieces(vault.exchangedFiles, source, records.byteLength, (done) => transfer.progress(done, source.size)));
    return { changed, unread: read.unread, ...pieces };
  });
}
