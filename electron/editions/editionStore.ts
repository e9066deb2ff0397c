/**
 * What the device keeps of editions:
 *
 *   active.json            names the set in force and the one before; replacing it is what activates an edition
 *   sets/<name>.json       all that proves one edition: roots, metadata, manifest; one for every edition that was ever in force here
 *   blobs/<2 hex>/<hash>   texts of items, shared by the sets
 *   translation-<lang>.json  a translation, its texts and all that proves it
 *   network.json           what is published for the network, with all that proves it
 *   confirmation.json      metadata of the last exchange that confirmed the edition in force
 *   carried.json           the same from the update file that was last taken
 *   roots/<n>.root.json    roots learnt since the app was built
 *   partial/<hash>         the beginning of a text whose download was broken off
 *   floors.json            versions that may not fall again
 *   lot.json               a random word that decides when this device takes an edition that is given out in steps; never sent
 *
 * Nothing here is trusted because it is here: all of it is proved from the app's first root at each start.
 */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { blobFile, rootFile } from '../../shared/domain/editionRepository.ts';
import type { EditionDisk } from './editionDisk.ts';
import { parseFloors } from './floorStore.ts';
import type { Edition } from './readEdition.ts';
import { type PartialFile, partialFile, partialName } from './partialFile.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import type { StoredFloors } from './versionFloors.ts';

const setName = v.pipe(v.string(), v.regex(/^\d{1,12}-[0-9a-f]{16}$/));
const pointerSchema = v.object({ format: v.literal(1), current: setName, previous: v.nullable(setName) });
const filesSchema = v.object({ format: v.literal(1), files: v.record(v.string(), v.string()) });
const lotSchema = v.object({ format: v.literal(1), seed: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)) });
const manifestItemsSchema = v.object({ items: v.array(v.object({ sha256: v.string() })) });

export interface Pointer {
  readonly current: string;
  readonly previous: string | null;
}

/** Who last said something of the edition in force: the server, or a file that was carried by hand. */
export type ConfirmationSource = 'online' | 'carried';
const confirmationFile: Readonly<Record<ConfirmationSource, string>> = { online: 'confirmation.json', carried: 'carried.json' };

export interface EditionStore {
  readPointer(): Promise<Pointer | null>;
  /** All sets on the disk, the highest number first. */
  setNames(): Promise<string[]>;
  /** Reads a set and the texts it names; null where the set's file cannot be understood. */
  setReader(name: string): Promise<RepositoryReader | null>;
  /** Texts alone. */
  readonly blobs: RepositoryReader;
  writeBlob(sha256: string, text: string): Promise<void>;
  /** What arrived of a text until the last time. */
  partial(sha256: string): PartialFile;
  /** Keeps an edition for reading. Its texts have to be there. */
  writeSet(edition: Edition): Promise<string>;
  /** Writes the set, then makes it the one in force. Its texts have to be there. */
  activate(edition: Edition, previous: string | null): Promise<string>;
  readonly roots: RepositoryReader;
  writeRoot(version: number, bytes: Uint8Array): Promise<void>;
  confirmation(source: ConfirmationSource): Promise<RepositoryReader | null>;
  writeConfirmation(source: ConfirmationSource, files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** What is published for the network, as files of a repository; null where nothing readable is kept. */
  networkReader(): Promise<RepositoryReader | null>;
  writeNetwork(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  translationReader(language: string): Promise<RepositoryReader | null>;
  writeTranslation(language: string, files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Made at the first call. */
  rolloutSeed(): Promise<string>;
  readFloors(): Promise<StoredFloors | null>;
  writeFloors(floors: StoredFloors): Promise<void>;
  /** Removes texts that no edition on this device needs. Editions themselves are never removed: what was once published stays readable. */
  removeUnused(): Promise<void>;
}

export const setNameOf = (edition: Edition): string => `${edition.manifest.number}-${edition.manifestHash.slice(0, 16)}`;
const setFile = (name: string): string => `sets/${name}.json`;
/** `targets/blobs/ab/ab..` in a repository is `blobs/ab/ab..` here. */
const storedBlob = (file: string): string => file.slice('targets/'.length);

export function createEditionStore(disk: EditionDisk): EditionStore {
  const readJson = async <T>(file: string, schema: v.GenericSchema<unknown, T>): Promise<T | null> => {
    const bytes = await disk.read(file);
    if (!bytes) return null;
    try {
      return v.parse(schema, JSON.parse(new TextDecoder().decode(bytes)));
    } catch {
      return null; // damaged; what it held is proved or fetched anew
    }
  };
  const bounded = async (file: string, maxBytes: number): Promise<Uint8Array | null> => {
    const bytes = await disk.read(file);
    return bytes && bytes.length <= maxBytes ? bytes : null;
  };
  const blobs: RepositoryReader = { read: async (file, { maxBytes }) => (file.startsWith('targets/blobs/') ? bounded(storedBlob(file), maxBytes) : null) };
  const readFiles = async (file: string): Promise<ReadonlyMap<string, Uint8Array> | null> => {
    const stored = await readJson(file, filesSchema);
    return stored && new Map(Object.entries(stored.files).map(([name, text]) => [name, new TextEncoder().encode(text)]));
  };
  const writeFiles = (file: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> => {
    const exact = new TextDecoder('utf-8', { ignoreBOM: true }); // hashes are over the very bytes
    const texts = Object.fromEntries([...files].map(([name, bytes]) => [name, exact.decode(bytes)]));
    return disk.write(file, JSON.stringify({ format: 1, files: texts }));
  };
  const store: EditionStore = {
    async readPointer() {
      const pointer = await readJson('active.json', pointerSchema);
      return pointer && { current: pointer.current, previous: pointer.previous };
    },
    async setNames() {
      const names = (await disk.list('sets')).flatMap((file) => (file.endsWith('.json') && v.is(setName, file.slice(0, -5)) ? [file.slice(0, -5)] : []));
      return names.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
    },
    async setReader(name) {
      const files = await readFiles(setFile(name));
      return files && { read: async (file, options) => files.get(file) ?? (await blobs.read(file, options)) };
    },
    blobs,
    writeBlob: (sha256, text) => disk.write(storedBlob(blobFile(sha256)), text),
    partial: (sha256) => partialFile(disk, sha256),
    async writeSet(edition) {
      const name = setNameOf(edition);
      await writeFiles(setFile(name), edition.files);
      return name;
    },
    async activate(edition, previous) {
      const name = await store.writeSet(edition);
      await disk.write('active.json', JSON.stringify({ format: 1, current: name, previous }));
      return name;
    },
    roots: { read: (file, { maxBytes }) => bounded(file.replace(/^metadata\//, 'roots/'), maxBytes) },
    writeRoot: (version, bytes) => disk.write(rootFile(version).replace(/^metadata\//, 'roots/'), bytes),
    async confirmation(source) {
      const files = await readFiles(confirmationFile[source]);
      return files && { read: async (file) => files.get(file) ?? null };
    },
    writeConfirmation: (source, files) => writeFiles(confirmationFile[source], files),
    async networkReader() {
      const files = await readFiles('network.json');
      return files && { read: async (file) => files.get(file) ?? null };
    },
    async translationReader(language) {
      const files = await readFiles(`translation-${language}.json`);
      return files && { read: async (file) => files.get(file) ?? null };
    },
    writeTranslation: (language, files) => writeFiles(`translation-${language}.json`, files),
    writeNetwork: (files) => writeFiles('network.json', files),
    async rolloutSeed() {
      const held = await readJson('lot.json', lotSchema);
      if (held) return held.seed;
      const seed = randomBytes(16).toString('hex');
      await disk.write('lot.json', JSON.stringify({ format: 1, seed }));
      return seed;
    },
    async readFloors() {
      const bytes = await disk.read('floors.json');
      return bytes && parseFloors(new TextDecoder().decode(bytes));
    },
    writeFloors: (floors) => disk.write('floors.json', JSON.stringify(floors)),
    async removeUnused() {
      const pointer = await store.readPointer();
      if (!pointer) return;
      const needed = new Set<string>();
      for (const name of await store.setNames()) {
        const files = await readFiles(setFile(name));
        if (!files) return; // unreadable: better to keep too much
        for (const [file, bytes] of files) {
          if (!file.endsWith('.manifest.json')) continue;
          for (const item of v.parse(manifestItemsSchema, JSON.parse(new TextDecoder().decode(bytes))).items) needed.add(item.sha256);
        }
      }
      for (const file of await disk.list('partial')) await disk.remove(partialName(file));
      for (const folder of await disk.list('blobs')) {
        for (const file of await disk.list(`blobs/${folder}`)) if (!needed.has(file)) await disk.remove(`blobs/${folder}/${file}`);
      }
    },
  };
  return store;
}
