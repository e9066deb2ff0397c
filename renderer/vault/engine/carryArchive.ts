import * as v from 'valibot';
import { archiveManifestSchema, carriedBatch, type ArchiveCover, type ArchiveManifest, type ImportDone, type ImportedNote, type ImportTarget } from '../../../shared/domain/carry/carriedNote.ts';
import { openArchive } from '../../../shared/domain/carry/sealedArchive.ts';
import type { FrameReader } from '../../../shared/crypto/sealedFrames.ts';
import { readUint32 } from '../../../shared/crypto/byteFields.ts';
import type { FileBytes } from '../../../shared/domain/vault/noteFile.ts';
import { attempt, failure, FailureError, type Result } from '../../../shared/errors/result.ts';
import type { OpenVault } from './openVault.ts';

/** Reads a sealed archive to its end and says what is in it. Fails as opening it does, or with `archive.newerFormat`. */
export function readArchive(vault: OpenVault, file: FileBytes, words: string, transferId: string): Promise<Result<ArchiveCover>> {
  return vault.transfers.run({ id: transferId, kind: 'import', name: '', noteId: '' }, (transfer) =>
    attempt(async () => {
      const { reader, manifest } = await openWhole(vault, file, words);
      await reader.finish((frame) => transfer.progress(frame, reader.frames));
      const known = await vault.carryIn.knownNotes();
      return {
        madeOn: manifest.madeOn, situation: manifest.situation.facts.name, notes: manifest.notes.length, present: manifest.notes.filter(({ id }) => known.has(id)).length,
        files: manifest.notes.reduce((sum, { files }) => sum + files.length, 0), titles: manifest.notes.slice(0, 200).map(({ fields }) => fields.title ?? ''),
      };
    }),
  );
}

/** Puts the notes of an archive into a situation. All of it is proved before any of it is added; where it fails or is stopped, all goes again. */
export function importArchive(vault: OpenVault, file: FileBytes, words: string, target: ImportTarget, transferId: string): Promise<Result<ImportDone>> {
  return vault.transfers.run({ id: transferId, kind: 'import', name: '', noteId: '' }, (transfer) =>
    attempt(async () => {
      const proof = await openWhole(vault, file, words);
      await proof.reader.finish((frame) => transfer.progress(frame, proof.reader.frames * 2 + 1));
      const { reader, manifest } = await openWhole(vault, file, words);
      const step = (): void => transfer.progress(reader.frames + reader.framesRead, reader.frames * 2 + 1);
      const running = await vault.carryIn.start(target, manifest.situation);
      try {
        let batch: ImportedNote[] = [];
        for (const [index, carried] of manifest.notes.entries()) {
          const files: ImportedNote['files'] = [];
          for (const { name, bytes, writtenAt } of carried.files) files.push({ name, writtenAt, source: new Blob([new Uint8Array(await reader.take(bytes))]) });
          const { sourceId: _register, ...fields } = carried.fields;
          batch.push({ key: null, id: carried.id, fields, createdAt: carried.createdAt, changedAt: carried.changedAt, body: carried.body, files });
          step();
          // Batches with files are small, so that few of them are in memory.
          if (batch.length < carriedBatch && files.length === 0 && index < manifest.notes.length - 1) continue;
          await vault.carryIn.addNotes(running, batch, step);
          batch = [];
        }
        return await vault.carryIn.keep(running);
      } catch (error) {
        await vault.carryIn.takeBack(running);
        throw error;
      }
    }),
  );
}

async function openWhole(vault: OpenVault, file: FileBytes, words: string): Promise<{ readonly reader: FrameReader; readonly manifest: ArchiveManifest }> {
  const opened = await openArchive(vault.sodium, file, words);
  if (!opened.ok) throw new FailureError(opened.error);
  const reader = opened.value;
  const length = readUint32(await reader.take(4), 0);
  if (length > file.size) throw new FailureError(failure('archive.truncated', 'never'));
  const parsed = v.safeParse(archiveManifestSchema, JSON.parse(vault.sodium.to_string(await reader.take(length))));
  if (!parsed.success) throw new FailureError(failure('archive.newerFormat', 'never'));
  return { reader, manifest: parsed.output };
}
