/**
 * What a recovery sheet is beside a key to the vault: a member of the account of its own kind, which vouches for a new computer when no other
 * is left. From the sheet's 32 bytes, by keyed BLAKE2b over these names:
 *
 *   fpc-sheet-id-1     16 bytes  under which the server keeps what the sheet opens
 *   fpc-sheet-sign-1   32 bytes  seed of an Ed25519 pair
 *   fpc-sheet-box-1    32 bytes  seed of an X25519 pair
 *
 * Only the id and the public halves are kept; whoever has them, and every other key of the vault, still cannot act for the sheet.
 */
import { recoveryKeyBytes } from './recoverySheet.ts';
import type { Sodium } from './sodium.ts';

/** Hexadecimal. */
export interface SheetMember {
  readonly sheetId: string;
  readonly signKey: string;
  readonly boxKey: string;
}

export interface SheetSecrets extends SheetMember {
  readonly signSecret: string;
  readonly boxSecret: string;
}

/** `key`: the sheet's bytes, as recoveryKey reads them. */
export function sheetSecrets(sodium: Sodium, key: Uint8Array): SheetSecrets {
  if (key.byteLength !== recoveryKeyBytes) throw new RangeError('a recovery sheet has 32 bytes');
  const derive = (name: string, bytes: number): Uint8Array => sodium.crypto_generichash(bytes, sodium.from_string(name), key);
  const sign = sodium.crypto_sign_seed_keypair(derive('fpc-sheet-sign-1', 32), 'hex');
  const box = sodium.crypto_box_seed_keypair(derive('fpc-sheet-box-1', 32), 'hex');
  return { sheetId: sodium.to_hex(derive('fpc-sheet-id-1', 16)), signKey: sign.publicKey, signSecret: sign.privateKey, boxKey: box.publicKey, boxSecret: box.privateKey };
}

export const publicMember = ({ sheetId, signKey, boxKey }: SheetSecrets): SheetMember => ({ sheetId, signKey, boxKey });
