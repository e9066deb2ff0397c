import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { manifestSchema, manifestTargetPath } from '../../shared/contracts/edition.ts';
import { snapshotFile, targetFile, targetsFile, timestampFile } from '../../shared/domain/editionRepository.ts';

/** The newest edition of a repository, as the server announces it. */
export interface PublishedEdition {
  readonly number: number;
  readonly edition: string;
  /** Version of the timestamp: rises with each edition and each renewal. */
  readonly timestampVersion: number;
}

const version = v.pipe(v.number(), v.integer(), v.minValue(1));
const timestampSchema = v.object({ signed: v.object({ version, meta: v.object({ 'snapshot.json': v.object({ version }) }) }) });
const snapshotSchema = v.object({ signed: v.object({ meta: v.record(v.string(), v.object({ version })) }) });
const targetsSchema = v.object({ signed: v.object({ targets: v.record(v.string(), v.object({ hashes: v.object({ sha256: v.string() }) })) }) });
const manifestTarget = new RegExp(`^${manifestTargetPath('LANGUAGE').replaceAll('.', '\\.').replace('LANGUAGE', '[A-Za-z0-9-]+')}$`);

/**
 * Follows a repository from its timestamp to the manifest with the highest number. It does not verify signatures: the server only says
 * that there is something to fetch, and every app verifies for itself.
 * @param folder repository with `metadata/` and `targets/`
 * @returns null where nothing was published or the files do not fit together
 */
export async function readPublishedEdition(folder: string): Promise<PublishedEdition | null> {
  const read = async <const TSchema extends v.GenericSchema>(file: string, schema: TSchema): Promise<v.InferOutput<TSchema>> =>
    v.parse(schema, JSON.parse(await readFile(path.join(folder, file), 'utf8')));
  try {
    const { signed: timestamp } = await read(timestampFile, timestampSchema);
    const { signed: snapshot } = await read(snapshotFile(timestamp.meta['snapshot.json'].version), snapshotSchema);
    let newest: PublishedEdition | null = null;
    for (const [file, meta] of Object.entries(snapshot.meta)) {
      const { signed } = await read(targetsFile(decodeURIComponent(file.replace(/\.json$/, '')), meta.version), targetsSchema);
      for (const [name, target] of Object.entries(signed.targets)) {
        if (!manifestTarget.test(name)) continue;
        const manifest = await read(targetFile(name, target.hashes.sha256), v.pick(manifestSchema, ['number', 'edition']));
        if (newest === null || manifest.number > newest.number) newest = { ...manifest, timestampVersion: timestamp.version };
      }
    }
    return newest;
  } catch {
    return null;
  }
}
