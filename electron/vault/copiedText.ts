import { createHash, randomBytes } from 'node:crypto';

interface Clipboard {
  readText(): Promise<string>;
  clear(type?: 'selection' | 'clipboard'): void;
}

export interface CopiedText {
  /** The window has just put something on the clipboard. */
  copied(): Promise<void>;
  /** Empties the clipboard if it still holds what came from the window. What another program put there since stays. */
  clearIfStillThere(): Promise<void>;
}

/** Remembers a keyed hash of what was copied and not the text, so that the main process holds nothing readable. */
export function createCopiedText(clipboard: Clipboard, platform: NodeJS.Platform): CopiedText {
  const salt = randomBytes(32);
  let last: string | null = null;
  const hashed = async (): Promise<string | null> => {
    // A clipboard that cannot be read, or holds no text, holds nothing that was copied here.
    const text = await clipboard.readText().catch(() => '');
    return text === '' ? null : createHash('sha256').update(salt).update(text).digest('hex');
  };
  return {
    copied: async () => {
      last = await hashed();
    },
    clearIfStillThere: async () => {
      if (last !== null && (await hashed()) === last) clipboard.clear();
      last = null;
      // On Linux what was last marked lies on a second clipboard, which nothing announces. There it is emptied, whoever filled it.
      if (platform === 'linux') clipboard.clear('selection');
    },
  };
}
