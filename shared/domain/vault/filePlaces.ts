/** Where the files of notes are, beside this device. A file that is whole here and, with several devices, at the server is not spoken of. */

/**
 * Why a file is not where it should be yet. `next`: it is its turn soon. `network`: no way to the server. `elsewhere`: only another device has
 * it. `asked`: that device was asked for it. `damaged`: what the server holds of it is damaged and another device was asked to send it anew.
 * `limit`: the day's bytes on a costly link are used up. `large`: larger than what is fetched unasked. `quota`: no room at the server.
 * `diskFull`, `room`: none here. `key`: a key is still to come. `stopped`: by the user.
 */
export const fileReasons = ['next', 'network', 'elsewhere', 'asked', 'damaged', 'limit', 'large', 'quota', 'diskFull', 'room', 'key', 'stopped'] as const;
export type FileReason = (typeof fileReasons)[number];

export interface FilePlace {
  readonly noteId: string;
  readonly situationId: string;
  readonly bytes: number;
  /** `fetch`: not whole on this device. `send`: whole here, not yet at the server. */
  readonly way: 'send' | 'fetch';
  readonly reason: FileReason;
}

export interface FilePlaces {
  /** Whether files cross at all: with one device nothing leaves it. */
  readonly on: boolean;
  /** By file: only those that are not yet where they should be. */
  readonly files: Readonly<Record<string, FilePlace>>;
  /** What is whole on this device. */
  readonly here: { readonly files: number; readonly bytes: number };
}

export const noFilePlaces: FilePlaces = { on: false, files: {}, here: { files: 0, bytes: 0 } };
