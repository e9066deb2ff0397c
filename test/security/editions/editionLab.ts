/** A trial Secretariat, its repository behind a real server on this machine, and clients that read it. */
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleEdition } from '../../../build/bundleEdition.ts';
import { createEditionClient, httpFetcher, type EditionClient, type EditionClientOptions } from '../../../electron/editions/index.ts';
import { ensureTrialSecretariat, publishFolder, repositoryDir, type Published } from '../../../secretariat/publisher/index.ts';
import { openTrialKeys, type SignersByRole } from '../../../secretariat/publisher/trialKeys.ts';
import { wholeEdition } from '../../../shared/content/wholeEdition.fixture.ts';

/** Answers a request in the place of the repository; false lets the file be served. */
export type Hook = (file: string, request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export interface Lab {
  readonly folder: string;
  readonly dataDir: string;
  readonly repository: string;
  readonly bundledDir: string;
  readonly baseUrl: string;
  /** The clock of everybody; move it by changing it. */
  time: Date;
  hook: Hook;
  /** Off, so that each attack meets the file it is about; tests of deltas turn it on. */
  servesDeltas: boolean;
  /** Off as well; tests of bundles turn it on. */
  servesBundles: boolean;
  readonly requests: { file: string; range: string | undefined; sentBytes: number }[];
  client(options?: Partial<EditionClientOptions>): Promise<EditionClient>;
  /** Publishes the content with one section changed. */
  publish(text: string): Promise<Published>;
  signers(): Promise<SignersByRole>;
  /** A copy of the repository as it is now. */
  copy(): Promise<string>;
  /** Serves another folder from now on. */
  serve(folder: string): void;
  close(): Promise<void>;
}

const sectionFile = 'manual/01-commitment/01-four-crimes.md';

export async function openLab(): Promise<Lab> {
  const folder = await mkdtemp(path.join(tmpdir(), 'focalpoint-editions-'));
  const dataDir = path.join(folder, 'secretariat');
  const contentDir = path.join(folder, 'content');
  const bundledDir = path.join(folder, 'bundled');
  const repository = repositoryDir(dataDir);
  await writeFiles(contentDir, wholeEdition());
  let served = repository;
  let made = 0;
  const requests: Lab['requests'] = [];
  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const file = decodeURIComponent((request.url ?? '').replace(/^\/repository\//, ''));
    const entry = { file, range: request.headers.range, sentBytes: 0 };
    requests.push(entry);
    if (await lab.hook(file, request, response)) return;
    if (file.startsWith('targets/deltas/') && !lab.servesDeltas) return void response.writeHead(404).end();
    if (file.startsWith('targets/bundles/') && !lab.servesBundles) return void response.writeHead(404).end();
    const bytes = await readFile(path.join(served, file)).catch(() => null);
    if (!bytes) return void response.writeHead(404).end();
    const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const part = bytes.subarray(start);
    entry.sentBytes = part.length;
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': part.length, ...(start > 0 ? { 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}) });
    response.end(part);
  };
  const baseUrl = await listen(server);
  const lab: Lab = {
    folder,
    dataDir,
    repository,
    bundledDir,
    baseUrl,
    time: new Date('2026-11-21T09:00:00Z'),
    hook: () => false,
    servesDeltas: false,
    servesBundles: false,
    requests,
    async client(options = {}) {
      made += 1;
      const client = createEditionClient({
        storageDir: path.join(folder, `device-${made}`),
        bundledDir,
        fetcher: httpFetcher(fetch),
        clock: () => lab.time,
        limits: { windowMs: 300, minBytesPerWindow: 50, retryDelayMs: 5 },
        ...options,
      });
      await client.open();
      return client;
    },
    async publish(text) {
      const files = wholeEdition();
      files.delete('edition.yaml'); // the next name of the year
      files.set(sectionFile, `${files.get(sectionFile) ?? ''}\n\n${text}\n`);
      const source = path.join(folder, 'edited');
      await rm(source, { recursive: true, force: true });
      await writeFiles(source, files);
      return publishFolder({ dataDir, folder: source, clock: () => lab.time });
    },
    signers: () => openTrialKeys(path.join(dataDir, 'keys')),
    async copy() {
      const place = await mkdtemp(path.join(folder, 'copy-'));
      await cp(repository, place, { recursive: true });
      return place;
    },
    serve(place) {
      served = place;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
  await ensureTrialSecretariat(dataDir, { contentDir, clock: () => lab.time });
  await bundleEdition({ trustDir: repository, outDir: bundledDir });
  return lab;
}

/** Everything that the client hands to its readers, as one hash: manifest and all texts. */
export function readingHash(client: EditionClient): string {
  const { manifest, texts } = client.active();
  return createHash('sha256').update(JSON.stringify([manifest, texts])).digest('hex');
}

/** Names of all files below a folder, to see that nothing was left behind. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort();
}

async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/repository/`;
}
