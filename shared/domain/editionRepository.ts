/**
 * How the files of an edition repository are named, for the publisher that writes them, the server that hands them out and the device
 * that reads them. The names of metadata are those of the TUF specification with consistent snapshots, section 6.2.
 */

/** Largest root version that is ever asked for; a chain that is longer is refused. */
export const maxRootVersion = 1_024;

/**
 * Field of the signed part of every metadata file: the instant of signing, ISO 8601 in UTC, whole seconds. TUF has only an expiry; this
 * says since when the text is confirmed, and lets a device with a clock that is behind learn a lower bound of the present time.
 */
export const issuedAtField = 'x-focalpoint-issued';

export const rootFile = (version: number): string => `metadata/${version}.root.json`;
export const timestampFile = 'metadata/timestamp.json';
export const snapshotFile = (version: number): string => `metadata/${version}.snapshot.json`;

/** @param role `targets` or the name of a role that targets delegates to */
export const targetsFile = (role: string, version: number): string => `metadata/${version}.${encodeURIComponent(role)}.json`;

/** The role that targets delegates one language to. It can name nothing outside that language's folder. */
export const translationRole = (language: string): TranslationRole => `translations-${language}`;
export type TranslationRole = `translations-${string}`;
/** The language of a translators' role; null for any other role. */
export const languageOfRole = (role: string): string | null => /^translations-([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)$/.exec(role)?.[1] ?? null;

/** Where a target is stored: its hash stands before its name. */
export function targetFile(path: string, sha256: string): string {
  const slash = path.lastIndexOf('/') + 1;
  return `targets/${path.slice(0, slash)}${sha256}.${path.slice(slash)}`;
}

/** Where the text of an item is stored, by its hash alone. */
export const blobFile = (sha256: string): string => `targets/blobs/${sha256.slice(0, 2)}/${sha256}`;
