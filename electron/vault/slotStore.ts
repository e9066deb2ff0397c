/**
 * Keeps the file of wrapped keys. Without it nothing of the vault can be opened, so it is written whole under another name, synced and
 * renamed, and a second copy is kept for the case that the first is damaged. The program never keeps an older content on purpose: after
 * a key was dropped, neither copy may still hold it.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { diskFs, errorCode, type JournalFs } from './journalFs.ts';

export interface SlotStore {
  /** null where no vault was made. A file that is damaged in both copies is answered as it is: only the vault can say what is wrong with it. */
  read(): Promise<Result<Uint8Array | null>>;
  /** Fails with `vault.diskFull` or `vault.slotsFailed`; the first copy is then the old or the new content, whole. */
  write(content: Uint8Array): Promise<Result<null>>;
}

const names = ['vault-slots.fps', 'vault-slots.copy.fps'] as const;
const hashHexLength = 64;

/** The file ends with a line feed and the SHA-256 of what is before it (shared/crypto/slotFile.ts). */
export function isWhole(content: Buffer): boolean {
  const split = content.byteLength - hashHexLength - 1;
  return split > 0 && content[split] === 0x0a && createHash('sha256').update(content.subarray(0, split)).digest('hex') === content.toString('latin1', split + 1);
}

export function createSlotStore({ directory, fs = diskFs }: { readonly directory: string; readonly fs?: JournalFs }): SlotStore {
  /** Calls run one after the other. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const next = turn.then(work).catch((error: unknown) => (errorCode(error) === 'ENOSPC' || errorCode(error) === 'EDQUOT' ? fail('vault.diskFull', 'later') : fail('vault.slotsFailed', 'later', { reason: errorCode(error) })));
    turn = next;
    return next;
  };

  const load = async (name: string): Promise<Buffer | null> => {
    try {
      return await fs.readFile(path.join(directory, name));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    }
  };

  const replace = async (name: string, content: Uint8Array): Promise<void> => {
    const target = path.join(directory, name);
    const file = await fs.open(`${target}.tmp`, 'create');
    try {
      await file.write(Buffer.from(content), 0);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(`${target}.tmp`, target);
    await fs.syncDirectory(directory);
  };

  return {
    read: () =>
      inTurn(async () => {
        const [first, second] = [await load(names[0]), await load(names[1])];
        if (first !== null && isWhole(first)) {
          // After a crash between the two writes the copy is older; it must not outlive the content that replaced it.
          if (second === null || !second.equals(first)) await replace(names[1], first).catch(() => undefined);
          return ok(new Uint8Array(first));
        }
        if (second !== null && isWhole(second)) {
          await replace(names[0], second).catch(() => undefined);
          return ok(new Uint8Array(second));
        }
        const rest = first ?? second;
        return ok(rest === null ? null : new Uint8Array(rest));
      }),
    write: (content) =>
      inTurn(async () => {
        await fs.makeDirectory(directory);
        for (const name of names) await replace(name, content);
        return ok(null);
      }),
  };
}
