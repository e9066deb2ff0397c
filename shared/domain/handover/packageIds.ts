import type { Sodium } from '../../crypto/sodium.ts';

/** Names of the parts of a package. */
export const part = {
  situation: (at: number): string => `situation/${at}`,
  note: (situation: number, at: number): string => `situation/${situation}/note/${at}`,
  /** What the leaver said of a situation, as a note of its own. */
  line: (situation: number): string => `situation/${situation}/line`,
  file: (situation: number, note: number, at: number): string => `situation/${situation}/note/${note}/file/${at}`,
  contact: (at: number): string => `contact/${at}`,
  date: (at: number): string => `date/${at}`,
  ownTask: (at: number): string => `task/${at}`,
  paper: (at: number): string => `paper/${at}`,
  run: (at: number): string => `run/${at}`,
  briefing: (at: number): string => `briefing/${at}`,
  kept: (at: number): string => `kept/${at}`,
  received: 'received',
} as const;

/** Of a row of a run or a line of a briefing, which is known within its record only. */
export const placeId = (at: number): string => `f${at.toString(16).padStart(31, '0')}`;

/**
 * The ids that the records of a package have with the successor. They follow from the package, so that its records can name each other, no
 * id of the leaver's vault is in it, and taking it in again after a failure goes on where it stopped.
 */
export const packageIds = (sodium: Sodium, packageId: string) => (name: string): string => sodium.to_hex(sodium.crypto_generichash(16, sodium.from_string(`${packageId}/${name}`), null));
