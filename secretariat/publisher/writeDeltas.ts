import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { manifestSchema, manifestTargetPath, type Manifest } from '../../shared/contracts/edition.ts';
import { deltaFile, deltaItems, makeDelta, maxDeltaBytes } from '../../shared/domain/editionDelta.ts';
import { blobFile, targetFile } from '../../shared/domain/editionRepository.ts';
import { writeDurably } from './durableFile.ts';

/** From so many editions back a device gets the new one as one small file; from further back, or where that is no less, it fetches the bundle. */
const editionsBack = 5;

export interface DeltaInput {
  readonly language: string;
  readonly rootVersion: number;
  readonly root: Uint8Array;
  readonly snapshotVersion: number;
  readonly snapshot: Uint8Array;
  readonly targets: Uint8Array;
  readonly manifest: Uint8Array;
  readonly manifestHash: string;
  /** Size of the bundle of the whole edition; a delta that is no smaller is not written. */
  readonly bundleBytes: number;
}

/**
 * Writes the deltas from the last editions to the one that is about to be in force, before its timestamp. They are not signed: what comes
 * out of them is checked by the device. Deltas to editions that are no longer in force are removed.
 */
export async function writeDeltas(repository: string, input: DeltaInput): Promise<void> {
  const folder = path.join(repository, 'targets/deltas', input.language);
  const next = parseManifest(input.manifest);
  if (!next) return;
  const read = (file: string): Promise<Uint8Array> => readFile(path.join(repository, file));
  for (const { hash, manifest, bytes } of await earlierManifests(repository, input, next.number)) {
    const items = await Promise.all(deltaItems(manifest, next).map(async ({ sha256, base }) => ({ text: await read(blobFile(sha256)), base: base === null ? new Uint8Array() : await read(blobFile(base)) })));
    const delta = makeDelta({ ...input, fromManifest: bytes, items }, (piece, dictionary) => deflateRawSync(piece, { level: 9, memLevel: 9, ...(dictionary.length > 0 ? { dictionary } : {}) }));
    if (delta.length <= maxDeltaBytes && delta.length < input.bundleBytes) await writeDurably(path.join(repository, deltaFile(input.language, hash, input.snapshotVersion)), delta);
  }
  for (const name of await readdir(folder).catch(() => [])) if (Number(name.split('.')[1]) < input.snapshotVersion - 1) await rm(path.join(folder, name), { force: true });
}

/** Manifests of the editions before, the newest first. Those that cannot be read are passed over: a delta is a convenience. */
async function earlierManifests(repository: string, input: DeltaInput, below: number): Promise<{ hash: string; manifest: Manifest; bytes: Uint8Array }[]> {
  const name = manifestTargetPath(input.language);
  const folder = path.dirname(path.join(repository, targetFile(name, '0')));
  const found = [];
  for (const file of await readdir(folder).catch(() => [])) {
    const hash = /^([0-9a-f]{64})\.manifest\.json$/.exec(file)?.[1];
    if (hash === undefined || hash === input.manifestHash) continue;
    const bytes = await readFile(path.join(folder, file));
    const manifest = parseManifest(bytes);
    if (manifest && manifest.number < below) found.push({ hash, manifest, bytes });
  }
  return found.sort((a, b) => b.manifest.number - a.manifest.number).slice(0, editionsBack);
}

function parseManifest(bytes: Uint8Array): Manifest | null {
  try {
    const parsed = v.safeParse(manifestSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
