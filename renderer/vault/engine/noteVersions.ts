import * as Y from 'yjs';
import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import type { NoteVersion, NoteVersionContent } from '../../../shared/domain/vault/noteVersion.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { ChangeQueue } from './changeQueue.ts';
import { documentKey, type DocumentRef } from './documentKinds.ts';
import { decodeLogBody, encodeLogBody, versionKind, versionName } from './documentLog.ts';
import { plainText } from './noteBodyText.ts';
import { emptyDocument } from './foreignUpdate.ts';
import { noteBody, noteFields, replaceNoteContent } from './noteDocument.ts';
import type { RecordOpener } from './recordOpener.ts';
import type { RecordSealer } from './recordSealer.ts';
import type { SavePipeline } from './savePipeline.ts';

/** So many of the newest are kept, and of older ones the last of each day. */
const keptNewest = 40;
const keptAtAll = 200;

interface StoredVersion {
  readonly position: string;
  readonly recordId: string;
  readonly savedAt: string;
  readonly update: Uint8Array;
}

interface NoteVersionsParts {
  readonly sealer: RecordSealer;
  readonly opener: RecordOpener;
  readonly pipeline: SavePipeline;
}

/**
 * Earlier states of a note, each a sealed record of its own, so that folding and merging cannot take them away. One is kept when a note is
 * opened and when it is left, where it differs from the newest there is.
 */
export class NoteVersions {
  readonly #parts: NoteVersionsParts;
  readonly #queue: ChangeQueue;
  readonly #newId: () => string;

  constructor(parts: NoteVersionsParts, queue: ChangeQueue, newId: () => string) {
    this.#parts = parts;
    this.#queue = queue;
    this.#newId = newId;
  }

  /** Keeps the note's present state, where it holds anything and no newer version is the same. */
  async keep(noteId: string): Promise<Result<null>> {
    const ref: DocumentRef = { kind: 'note', id: noteId };
    const { doc, compartment, changedAt } = await this.#queue.document(ref);
    const update = Y.encodeStateAsUpdate(doc);
    const empty = noteFields(doc).title === '' && plainText(noteBody(doc), 1).trim() === '';
    const versions = empty ? [] : await this.#stored(ref);
    const newest = versions[0];
    if (empty || (newest !== undefined && sameContent(newest.update, update))) return ok(null);
    const kept: JournalEntry = this.#parts.sealer.seal(compartment, versionName(ref, this.#newId()), encodeLogBody({ savedAt: changedAt, covers: {}, update }));
    const saved = await this.#queue.records([kept, ...superseded(versions).map(({ recordId }) => ({ op: 'delete', id: recordId }) as const)]);
    return saved.ok ? ok(null) : saved;
  }

  /** Newest first. */
  async list(noteId: string): Promise<readonly NoteVersion[]> {
    return (await this.#stored({ kind: 'note', id: noteId })).map(({ position, savedAt, update }) => {
      const doc = revived(update);
      return { position, savedAt, title: noteFields(doc).title, characters: plainText(noteBody(doc), Infinity).trim().length };
    });
  }

  /** Fails with `vault.notFound`. */
  async read(noteId: string, position: string): Promise<Result<NoteVersionContent>> {
    const version = (await this.#stored({ kind: 'note', id: noteId })).find((candidate) => candidate.position === position);
    if (version === undefined) return fail('vault.notFound', 'never');
    return ok({ savedAt: version.savedAt, title: noteFields(revived(version.update)).title, state: version.update });
  }

  /** Puts title and text back as they were. What is there now is kept as a version first. Fails with `vault.notFound`, or as saving does. */
  async restore(noteId: string, position: string): Promise<Result<{ readonly savedAt: string }>> {
    const version = await this.read(noteId, position);
    if (!version.ok) return version;
    const kept = await this.keep(noteId);
    if (!kept.ok) return kept;
    return this.#queue.edit({ kind: 'note', id: noteId }, null, (doc) => replaceNoteContent(doc, revived(version.value.state)));
  }

  /** Ids of all records of the note's versions, for a purge. */
  async recordIds(noteId: string): Promise<string[]> {
    return (await this.#records({ kind: 'note', id: noteId })).map(({ id }) => id);
  }

  #records(ref: DocumentRef) {
    return this.#parts.pipeline.bucket(this.#parts.sealer.bucket({ kind: versionKind, parent: documentKey(ref) }));
  }

  async #stored(ref: DocumentRef): Promise<StoredVersion[]> {
    const { opened } = await this.#parts.opener.openAll(await this.#records(ref));
    return opened
      .flatMap((record) => {
        const body = decodeLogBody(record.body);
        return body === null ? [] : [{ position: record.name.position, recordId: this.#parts.sealer.id(record.name), savedAt: body.savedAt, update: body.update }];
      })
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt) || b.position.localeCompare(a.position));
  }
}

function revived(update: Uint8Array): Y.Doc {
  const doc = emptyDocument();
  Y.applyUpdate(doc, update);
  return doc;
}

/** Whether title and text are the same; other fields have no versions. */
function sameContent(one: Uint8Array, other: Uint8Array): boolean {
  const [a, b] = [revived(one), revived(other)];
  return noteFields(a).title === noteFields(b).title && noteBody(a).toJSON() === noteBody(b).toJSON();
}

function superseded(newestFirst: readonly StoredVersion[]): StoredVersion[] {
  const days = new Set<string>();
  let kept = 0;
  return newestFirst.filter(({ savedAt }, index) => {
    const day = savedAt.slice(0, 10);
    const stays = index < keptNewest || (!days.has(day) && kept < keptAtAll);
    days.add(day);
    if (stays) kept += 1;
    return !stays;
  });
}
