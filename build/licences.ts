import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { root } from './check/checkStep.ts';
import { isTest, readSource, sourceFiles } from './check/sourceFiles.ts';

/** Licences that ask for no more than naming the authors; part of the app may be under any of them. */
const permissive = new Set(['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'OFL-1.1', 'Unlicense', 'Zlib']);
/**
 * For tools that build or test and are never handed out:
 * MPL-2.0 (axe-core, lightningcss), Python-2.0 (argparse), WTFPL (truncate-utf8-bytes), BSD without a number (the word list of dictionary-en-gb).
 */
const permissiveForTools = new Set([...permissive, 'BSD', 'MPL-2.0', 'Python-2.0', 'WTFPL']);

const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string(), ''),
      license: v.optional(v.string(), ''),
      dependencies: v.optional(v.record(v.string(), v.string()), {}),
    }),
  ),
});

export interface LicensedPackage {
  /** Its place in the lock: `node_modules/react`. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Part of the app that people get, not only of its making. */
  readonly shipped: boolean;
}

/** All packages of the lock, also those for other systems than this one. */
export function licensedPackages(): LicensedPackage[] {
  const { packages } = v.parse(lockSchema, JSON.parse(readSource('package-lock.json')));
  const shipped = new Set<string>();
  const ship = (name: string, from: string): void => {
    const place = placeFrom(packages, name, from);
    if (place === undefined || shipped.has(place)) return;
    shipped.add(place);
    if (name === 'electron') return; // what it depends on only fetches it
    for (const next of Object.keys(packages[place]?.dependencies ?? {})) ship(next, place);
  };
  for (const name of importedByApp()) ship(name, '');
  return Object.entries(packages)
    .filter(([place]) => place !== '')
    .map(([place, { version, license }]) => ({ place, name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length), version, licence: license || licenceOfInstalled(place), shipped: shipped.has(place) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1));
}

/** Where Node finds `name` for the package at `from`: inside it, else beside it, else further out. */
function placeFrom(packages: Readonly<Record<string, unknown>>, name: string, from: string): string | undefined {
  const parents = from.split('/node_modules/').map((_, depth, parts) => parts.slice(0, parts.length - depth).join('/node_modules/'));
  const places = [...parents.filter((parent) => parent !== '').map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`];
  return places.find((place) => place in packages);
}

/** Names of the packages that the main process, the window and what both share import, by script or by stylesheet. */
function importedByApp(): Set<string> {
  const names = new Set<string>(['electron']);
  for (const file of sourceFiles(['electron', 'renderer', 'shared'], (name) => /\.(tsx?|css)$/.test(name) && !isTest(name))) {
    for (const [, specifier = ''] of readSource(file).matchAll(/(?:\bfrom|\bimport|\bimport\(|@import)\s*['"]([^'".][^'"]*)['"]/g)) {
      if (specifier.startsWith('node:')) continue;
      names.add(specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  return names;
}

function licenceOfInstalled(place: string): string {
  const file = path.join(root, place, 'package.json');
  if (!existsSync(file)) return '';
  const parsed = v.safeParse(v.object({ license: v.string() }), JSON.parse(readFileSync(file, 'utf8')));
  return parsed.success ? parsed.output.license : '';
}

/** True when `expression` (SPDX: names joined by OR and AND) can be met with the licences of `allowed`. */
export function licenceAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const plain = expression.trim().replace(/^\(([^()]*)\)$/, '$1').trim();
  if (plain.includes('(')) return false; // nothing here nests; when something does, somebody must look
  return plain.split(/\s+OR\s+/i).some((choice) => choice.split(/\s+AND\s+/i).every((name) => allowed.has(name.trim())));
}

/** One line for each package whose licence asks more than we may promise, or that names none. */
export const licenceFaults = (packages: readonly LicensedPackage[]): string[] =>
  packages
    .filter(({ licence, shipped }) => !licenceAllowed(licence, shipped ? permissive : permissiveForTools))
    .map(({ name, version, licence, shipped }) => `${name} ${version}  ${licence === '' ? 'names no licence' : licence}${shipped ? ', and it is part of the app' : ''}`);

/** What the authors of the shipped packages ask to be handed on: their licence texts. Each text stands once, with all that it is for. */
export function thirdPartyNotices(): string {
  const byText = new Map<string, string[]>();
  for (const { place, name, version, licence, shipped } of licensedPackages()) {
    if (!shipped || !existsSync(path.join(root, place)) || name.startsWith('@types/')) continue;
    const files = readdirSync(path.join(root, place)).filter((file) => /^(licen[cs]e|notice|copying|ofl)([.-].*)?$/i.test(file)).sort();
    const text = files.map((file) => readFileSync(path.join(root, place, file), 'utf8').replaceAll('\r\n', '\n').trim()).join('\n\n') || `Licence: ${licence} (the package brings no text of it)`;
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${licence})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  return `Focal Point Companion contains the work of others, under these licences.\n\n${parts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}

export function writeThirdPartyNotices(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, thirdPartyNotices());
}

if (import.meta.main) {
  for (const { name, version, licence, shipped } of licensedPackages()) console.log(`${shipped ? 'app ' : 'tool'}  ${licence.padEnd(16)} ${name} ${version}`);
}
