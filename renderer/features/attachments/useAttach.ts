import { useCallback, useState } from 'react';
import type { Failure } from '../../../shared/errors/result.ts';
import { vault } from '../../platform/vault.ts';
import { newTransferId } from '../../platform/newTransferId.ts';

export interface Refused {
  readonly name: string;
  readonly failure: Failure;
}

/** A pasted picture has no name of its own. */
const nameOf = (file: File): string => (file.name === '' ? `file-${new Date().toISOString().slice(0, 10)}` : file.name);

/** Puts files into a note one after the other, and keeps what was refused with its reason. */
export function useAttach(noteId: string): { readonly waiting: number; readonly refused: readonly Refused[]; readonly attach: (files: readonly File[]) => Promise<void>; readonly forget: () => void } {
  const [waiting, setWaiting] = useState(0);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const attach = useCallback(
    async (files: readonly File[]) => {
      setRefused([]);
      setWaiting((before) => before + files.length);
      for (const file of files) {
        const writtenAt = file.lastModified > 0 ? new Date(file.lastModified).toISOString() : null;
        const done = await vault.commands.attachFile(noteId, file, nameOf(file), writtenAt, newTransferId());
        setWaiting((before) => before - 1);
        if (!done.ok && done.error.code !== 'transfer.cancelled') setRefused((before) => [...before, { name: nameOf(file), failure: done.error }]);
      }
    },
    [noteId],
  );
  return { waiting, refused, attach, forget: () => setRefused([]) };
}
