import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EditionFileTaken } from '../../../shared/contracts/edition.ts';
import { editionFileLimits } from '../../../shared/domain/editionFile.ts';
import { failure, FailureError, type Result } from '../../../shared/errors/result.ts';
import { keepEditionState } from '../../data/secretariatQueries.ts';
import { bridge } from '../../platform/bridge.ts';

const unwrap = <T>(result: Result<T>): T => {
  if (!result.ok) throw new FailureError(result.error);
  return result.value;
};

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > editionFileLimits.maxFileBytes) throw new FailureError(failure('edition.tooLarge', 'never'));
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new FailureError(failure('edition.updateFileUnreadable', 'now'), error);
  }
}

/** Takes an edition from a file: from the one that was dropped, or, without one, from the file that the user chooses. */
export function useTakeEditionFile() {
  const client = useQueryClient();
  return useMutation<EditionFileTaken | null, FailureError, File | null>({
    scope: { id: 'secretariat' },
    mutationFn: async (file) => unwrap(file === null ? await bridge.call('editions.openFile') : await bridge.call('editions.takeFile', await bytesOf(file))),
    onSuccess: (taken) => {
      if (taken !== null) keepEditionState(client, taken.state);
    },
  });
}

export const useSaveEditionFile = () => useMutation<string | null, FailureError>({ mutationFn: async () => unwrap(await bridge.call('editions.saveFile')) });
