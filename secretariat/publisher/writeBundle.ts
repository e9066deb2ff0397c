import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import * as v from 'valibot';
import { manifestSchema } from '../../shared/contracts/edition.ts';
import { bundleFile, bundleItems, packBundle } from '../../shared/domain/editionBundle.ts';
import { blobFile } from '../../shared/domain/editionRepository.ts';
import { writeDurably } from './durableFile.ts';

const compress = promisify(brotliCompress);
/** While an edition reaches a share of devices, the one before is still given out. */
const bundlesKept = 2;

/**
 * Writes the whole edition as one compressed file beside its texts, before its timestamp. It is not signed: what comes out of it is checked
 * by the device. Bundles of editions that are no longer given out are removed.
 * @returns the size of the file in bytes
 */
export async function writeBundle(repository: string, language: string, manifest: { readonly bytes: Uint8Array; readonly sha256: string }): Promise<number> {
  const file = path.join(repository, bundleFile(language, manifest.sha256));
  const there = await stat(file).catch(() => null);
  if (there) return there.size;
  const parsed = v.parse(manifestSchema, JSON.parse(new TextDecoder().decode(manifest.bytes)));
  const texts = await Promise.all(bundleItems(parsed).map(({ sha256 }) => readFile(path.join(repository, blobFile(sha256)))));
  const plain = packBundle(manifest.bytes, texts);
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
  const bundle = await compress(plain, { params });
  await writeDurably(file, bundle);
  const folder = path.dirname(file);
  const written = await Promise.all((await readdir(folder)).map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })));
  for (const { name } of written.sort((a, b) => b.at - a.at).slice(bundlesKept)) await rm(path.join(folder, name), { force: true });
  return bundle.length;
}
