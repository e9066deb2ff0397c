import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants, zstdCompressSync } from 'node:zlib';
import { bundleEdition } from '../../../build/bundleEdition.ts';
import { ensureTrialSecretariat, publishFolder, repositoryDir } from '../../../secretariat/publisher/index.ts';
import type { EditionClient } from '../../../electron/editions/index.ts';
import type { Lab } from './editionLab.ts';

const ownContent = path.resolve(import.meta.dirname, '../../../assets/content/en');

export interface EditionBytes {
  /** Bytes of answers received, timestamp and all other metadata included; without headers. */
  readonly received: number;
  /** The texts of the new edition compressed by zstd at level 22 with all texts of the old one at hand; no metadata, no proof. */
  readonly bound: number;
}

export interface MeasuredBytes {
  readonly sections: number;
  /** Sections that the replaced word occurs in. */
  readonly renamed: number;
  /** No news. */
  readonly poll: number;
  /** One sentence in one section. */
  readonly E1: EditionBytes;
  /** Three sentences in each of six sections. */
  readonly E2: EditionBytes;
  /** A word replaced wherever it stands. */
  readonly E3: EditionBytes;
}

export interface FirstInstall {
  /** Bytes of all answers, metadata included; without headers. */
  readonly received: number;
  readonly requests: number;
  /** Manifest and texts in one stream: the smallest of brotli 11 and zstd 22 with windows over all of it. */
  readonly best: number;
}

/** What a device receives of the real Manual that has nothing of it yet: its app came with an edition of a few words. */
export async function measureFirstInstall(lab: Lab): Promise<FirstInstall> {
  lab.servesDeltas = true;
  lab.servesBundles = true;
  const client = await lab.client();
  await publishFolder({ dataDir: lab.dataDir, folder: ownContent, edition: '2027.1', clock: () => lab.time });
  lab.requests.length = 0;
  const done = await client.refresh({ baseUrl: lab.baseUrl });
  if (!done.ok) throw new Error(done.error.code);
  const answered = lab.requests.filter(({ sentBytes }) => sentBytes > 0);
  const whole = Buffer.concat([Buffer.from(JSON.stringify(client.active().manifest)), texts(client)]);
  const brotli = brotliCompressSync(whole, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: whole.length, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT } });
  const zstd = zstdCompressSync(whole, { params: { [constants.ZSTD_c_compressionLevel]: 22, [constants.ZSTD_c_windowLog]: 27, [constants.ZSTD_c_enableLongDistanceMatching]: 1 } });
  return { received: answered.reduce((sum, { sentBytes }) => sum + sentBytes, 0), requests: answered.length, best: Math.min(brotli.length, zstd.length) };
}

const texts = (client: EditionClient): Buffer => Buffer.from(client.active().manifest.items.map(({ sha256 }) => client.active().texts[sha256]).join('\n'));

function patchSize(before: Buffer, after: Buffer): number {
  const params = { [constants.ZSTD_c_compressionLevel]: 22, [constants.ZSTD_c_windowLog]: 27, [constants.ZSTD_c_enableLongDistanceMatching]: 1 };
  return zstdCompressSync(after, { params, dictionary: before }).length;
}

/** Publishes three edits of the real Manual and counts what a device receives for each. The lab then serves that repository. */
export async function measureEditionBytes(lab: Lab): Promise<MeasuredBytes> {
  lab.servesDeltas = true;
  const dataDir = path.join(lab.folder, 'real');
  await ensureTrialSecretariat(dataDir, { contentDir: ownContent, clock: () => lab.time });
  const bundledDir = path.join(lab.folder, 'real-bundle');
  await bundleEdition({ trustDir: repositoryDir(dataDir), outDir: bundledDir });
  lab.serve(repositoryDir(dataDir));
  const source = await mkdtemp(path.join(lab.folder, 'source-'));
  await cp(ownContent, source, { recursive: true });
  const cover = path.join(source, 'edition.yaml');
  await writeFile(cover, (await readFile(cover, 'utf8')).replace(/^edition:.*\n/m, ''));
  const names = await readdir(path.join(source, 'manual'), { recursive: true });
  const sections = names.filter((name) => /^\d\d-[^/\\]+[/\\].*\.md$/.test(name)).sort().map((name) => path.join(source, 'manual', name));
  const client = await lab.client({ bundledDir });
  const receive = async (): Promise<number> => {
    lab.requests.length = 0;
    const done = await client.refresh({ baseUrl: lab.baseUrl });
    if (!done.ok) throw new Error(done.error.code);
    return lab.requests.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  };
  let edited = 0;
  const edition = async (files: readonly string[], change: (text: string) => string): Promise<EditionBytes> => {
    edited = 0;
    for (const file of files) {
      const text = await readFile(file, 'utf8');
      const next = change(text);
      if (next !== text) edited += 1;
      await writeFile(file, next);
    }
    const before = texts(client);
    await publishFolder({ dataDir, folder: source, clock: () => lab.time });
    const received = await receive();
    return { received, bound: patchSize(before, texts(client)) };
  };
  const insert = (sentences: string) => (text: string): string => text.replace(/\n\n(?=[A-Z][a-z]+ )/, `\n\n${sentences} `);

  await receive();
  const poll = await receive();
  const E1 = await edition(sections.slice(4, 5), insert('The desk is to be told on the same day.'));
  const E2 = await edition(sections.slice(10, 16), insert('Three further words were agreed with the regional office in spring, and a fourth is open. The list is kept by the deputy. It is read once a year.'));
  const E3 = await edition(sections, (text) => text.replaceAll(/\bministry\b/g, 'department'));
  return { sections: sections.length, renamed: edited, poll, E1, E2, E3 };
}
