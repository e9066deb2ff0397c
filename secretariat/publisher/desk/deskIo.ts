import { readFile } from 'node:fs/promises';
import sodium from 'libsodium-wrappers-sumo';
import { generatePassphrase, isGeneratedPassphrase, normalisePassphrase } from '../../../shared/crypto/passphrase.ts';
import { PublishingError } from '../publishingError.ts';
import type { KdfCost } from './keyFile.ts';

/** What the desk's commands need of the world around them. */
export interface DeskIo {
  out(line: string): void;
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  clock(): Date;
  /** Asks at the terminal; null where there is none. `hidden` shows nothing of what is typed. */
  ask(question: string, options: { readonly hidden: boolean }): Promise<string | null>;
  readonly kdf?: KdfCost;
}

const minLength = 20;
const minDifferent = 8;

/**
 * A passphrase for a key that is being made. At the terminal it is asked twice; an empty answer takes six words that are shown once.
 * Without a terminal it comes from the file that FOCALPOINT_PASSPHRASE_FILE names.
 */
export async function newPassphrase(io: DeskIo, keyName: string): Promise<string> {
  const fromFile = await passphraseFromFile(io, keyName);
  if (fromFile !== null) return strong(fromFile);
  for (;;) {
    const typed = await io.ask(`Passphrase for ${keyName} (Enter alone: make one for me): `, { hidden: true });
    if (typed === null) throw noTerminal();
    if (typed === '') {
      await sodium.ready;
      const made = generatePassphrase(sodium);
      io.out(`  Passphrase for ${keyName}, shown this once. Write it on paper and keep it away from the key file:`);
      io.out(`      ${made}`);
      await io.ask('  Press Enter when it is written down. ', { hidden: false });
      return made;
    }
    try {
      strong(typed);
    } catch (error) {
      if (!(error instanceof PublishingError)) throw error;
      io.err(error.message);
      continue;
    }
    if ((await io.ask('The same again: ', { hidden: true })) === typed) return typed;
    io.err('The two are not the same. Once more, please.');
  }
}

/** The passphrase of a key that exists. */
export async function knownPassphrase(io: DeskIo, keyName: string): Promise<string> {
  const fromFile = await passphraseFromFile(io, keyName);
  if (fromFile !== null) return fromFile;
  const typed = await io.ask(`Passphrase for ${keyName}: `, { hidden: true });
  if (typed === null) throw noTerminal();
  return typed;
}

/** A file for machines and tests: lines "root-1: the words"; a line without a name serves every key. */
async function passphraseFromFile(io: DeskIo, keyName: string): Promise<string | null> {
  const file = io.env['FOCALPOINT_PASSPHRASE_FILE'];
  if (!file) return null;
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '');
  const named = lines.find((line) => line.startsWith(`${keyName}:`));
  const found = named?.slice(keyName.length + 1) ?? lines.find((line) => !/^[a-z]+-\d+:/.test(line));
  if (found === undefined) throw new PublishingError('publish.badPassphrase', `The file of FOCALPOINT_PASSPHRASE_FILE has no passphrase for ${keyName}.`);
  return found.trim();
}

function strong(passphrase: string): string {
  const normal = normalisePassphrase(passphrase);
  if (isGeneratedPassphrase(normal) || (normal.length >= minLength && new Set(normal).size >= minDifferent)) return normal;
  throw new PublishingError('publish.badPassphrase', `This passphrase is too easy to guess. Take ${minLength} characters or more, or press Enter alone to be given six words.`);
}

const noTerminal = (): PublishingError => new PublishingError('publish.badPassphrase', 'A passphrase has to be typed and there is no terminal. Run the command in a terminal window.');
