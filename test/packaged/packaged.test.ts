import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDummyElectron, readFuseWire } from './dummyElectron.ts';

/** The app as it is packed for Linux, from a new build, with a stand-in for Electron's files. Installers, signatures and a start need the real one. */
const root = path.resolve(import.meta.dirname, '../..');
const goldenList = path.join(root, 'build/packaging/asar-files.txt');
const fuseCount = 9;

interface Ended {
  readonly code: number;
  readonly output: string;
}

function runNode(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FOCALPOINT_TRUST: '', FOCALPOINT_ALLOW_TRIAL: '', ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (output += part));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, output }));
  });
}

let folder = '';
let packed: Ended = { code: -1, output: '' };
const resources = (): string => path.join(folder, 'dist/linux-unpacked/resources');
const asar = (): string => path.join(resources(), 'app.asar');
const pack = (dist: string, fuses: number, env: NodeJS.ProcessEnv): Promise<Ended> =>
  runNode(['node_modules/electron-builder/cli.js', '--linux', '--dir', '--config', 'build/electron-builder.json', `-c.electronDist=${makeDummyElectron(path.join(folder, `electron-${dist}`), fuses)}`, `-c.directories.output=${path.join(folder, dist)}`], env);
const files = (): string[] => listPackage(asar(), { isPack: false }).map((file) => file.replaceAll('\\', '/').replace(/^\//, '')).filter((file) => !('files' in statFile(asar(), file)));
const read = (file: string): Buffer => extractFile(asar(), file);
const texts = (): { file: string; text: string }[] => files().filter((file) => !file.endsWith('.woff2')).map((file) => ({ file, text: read(file).toString('utf8') }));

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'focalpoint-packed-'));
  const built = await runNode(['build/build.ts']);
  if (built.code !== 0) throw new Error(`The build failed:\n${built.output}`);
  packed = await pack('dist', fuseCount, { FOCALPOINT_ALLOW_TRIAL: '1' });
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the app can be packed, for trying out when told so', () => {
  expect(packed.output).toContain('Packing an app for trying out');
  expect(packed.code, packed.output).toBe(0);
  expect(existsSync(asar())).toBe(true);
});

test('an app that trusts a trial Secretariat is not packed unless told', async () => {
  const refused = await pack('refused', fuseCount, {});
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain('Officials must not get such an app');
  expect(existsSync(path.join(folder, 'refused/linux-unpacked/resources/app.asar'))).toBe(false);
}, 60_000);

/** The parts of names that change with every build or edition stand as *, and so do the names of chunks, which the bundler makes up. */
function withoutHashes(file: string): string {
  return file
    .replace(/^(build\/out\/renderer\/assets\/).+\.(js|css)$/, '$1*.$2')
    .replace(/^(build\/out\/renderer\/assets\/.+)-[\w-]{8}(\.\w+)$/, '$1-*$2')
    .replace(/^(build\/out\/main-).+(\.js)$/, '$1*$2')
    .replace(/^(build\/out\/edition\/metadata\/)\d+\./, '$1*.')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '*')
    .replace(/\/[0-9a-f]{2}\/\*/, '/*/*');
}

test('the archive holds the files of the golden list and no other', async () => {
  await expect(`${[...new Set(files().map(withoutHashes))].sort().join('\n')}\n`).toMatchFileSnapshot(goldenList);
});

test('no test, no server, no source map and no source is in the archive', () => {
  expect(files().filter((file) => /\.(?:test|fixture|e2e|spec)\.|\.map$|\.tsx?$|(?:^|\/)(?:test|secretariat|node_modules|fixtures)\//.test(file))).toEqual([]);
  for (const { file, text } of texts()) {
    expect([file, /sourceMappingURL=data:|sourceMappingURL=\S+\.map/.test(text)]).toEqual([file, false]);
    expect([file, /fastify|kysely|vitest|fake-indexeddb/i.test(text)]).toEqual([file, false]);
  }
});

test('no private key is in the archive', () => {
  const keys = path.join(process.env['FOCALPOINT_SECRETARIAT_DATA'] ?? path.join(root, 'secretariat-data'), 'keys');
  const names = existsSync(keys) ? readdirSync(keys).filter((name) => !name.endsWith('.public.json')) : [];
  const secrets = names.map((name) => {
    const text = readFileSync(path.join(keys, name), 'utf8');
    if (!name.endsWith('.json')) return text.trim();
    const { privateKey, sealed } = JSON.parse(text) as { privateKey?: string; sealed?: string };
    return privateKey ?? sealed ?? '';
  });
  expect(secrets.every((secret) => secret.length >= 20), 'a secret to look for in every file').toBe(true);
  expect(secrets.length, 'the trial Secretariat of this checkout has keys to look for').toBeGreaterThan(0);
  for (const { file, text } of texts()) {
    expect([file, secrets.some((secret) => text.includes(secret)), /PRIVATE KEY-----|"privateKey"/.test(text)]).toEqual([file, false, false]);
  }
});

test('the main process and the preload need nothing that is not in the archive', () => {
  const known = new Set(['electron', ...builtinModules.flatMap((name) => [name, `node:${name}`])]);
  const inside = new Set(files());
  for (const { file, text } of texts().filter((one) => /^build\/out\/[^/]+\.c?js$/.test(one.file))) {
    const specifiers = [...text.matchAll(/(?:^|[;\n])\s*(?:import|export)\b[^'"`;]*?["']([^"']+)["']|\b(?:require|import)\(["']([^"']+)["']\)/g)].map(([, declared, called]) => declared ?? called ?? '');
    expect(specifiers.length, file).toBeGreaterThan(0);
    for (const specifier of specifiers) expect([file, specifier, known.has(specifier) || inside.has(path.posix.join('build/out', specifier))]).toEqual([file, specifier, true]);
  }
});

test('the manifest in the archive starts the app and says nothing of how it is made', () => {
  const manifest = JSON.parse(read('package.json').toString('utf8')) as Record<string, unknown>;
  expect(inArchive(String(manifest['main']))).toBe(true);
  expect(Object.keys(manifest).filter((key) => ['scripts', 'devDependencies', 'dependencies', 'build'].includes(key))).toEqual([]);
});

const inArchive = (file: string): boolean => files().includes(file);

test('the licence and the licences of others lie beside the app', () => {
  expect(readFileSync(path.join(resources(), 'LICENSE.txt'), 'utf8')).toContain('Apache License');
  expect(readFileSync(path.join(resources(), 'third-party-licences.txt'), 'utf8')).toContain('SIL OPEN FONT LICENSE');
});

test('every fuse is set, and only those for cookies, the archive and WebAssembly are on', () => {
  expect(readFuseWire(path.join(folder, 'dist/linux-unpacked/focal-point-companion'))).toEqual([false, true, false, false, true, true, false, false, true]);
});

test('an Electron with a fuse that nobody decided is not packed', async () => {
  const refused = await pack('newer', fuseCount + 1, { FOCALPOINT_ALLOW_TRIAL: '1' });
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain('strictlyRequireAllFuses');
}, 60_000);
