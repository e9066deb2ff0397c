import type { FilePlace } from '../../../shared/domain/vault/filePlaces.ts';
import type { Transfer } from '../../../shared/domain/vault/noteFile.ts';
import { useVaultValue } from '../../platform/vault.ts';

interface Placed {
  readonly place: FilePlace | null;
  /** Under way between devices right now. */
  readonly transfer: Transfer | null;
}

/** Where files are beside this device. With one device every file is where it should be. */
export function useFilePlaces(): (fileId: string) => Placed {
  const places = useVaultValue({ name: 'filePlaces' });
  const transfers = useVaultValue({ name: 'transfers' });
  return (fileId) => ({
    place: places?.files[fileId] ?? null,
    transfer: transfers?.find(({ id, kind }) => id === fileId && (kind === 'send' || kind === 'fetch')) ?? null,
  });
}
