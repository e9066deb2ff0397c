/**
 * How a device that came in by a recovery sheet is believed by those that are left: the first record of its chain carries the sheet's signature
 * over its keys. Whoever was shut out has every key but the sheet's, and cannot make one.
 *
 *   signed = "fpc-vouch-1" | vault id | sheet id | device | sign key | box key | name, each preceded by its length
 */
import * as v from 'valibot';
import { delimitedBytes } from '../../../shared/crypto/byteFields.ts';
import type { SheetSecrets } from '../../../shared/crypto/sheetMember.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { isSignedText } from './signedText.ts';
import { headerSchema, type Roster, type SyncHeader } from './syncHeader.ts';
import type { SyncVault } from './syncPorts.ts';
import { openSyncRecord, type ChainPlace } from './syncRecord.ts';
import type { SyncState } from './syncState.ts';

export type Voucher = Extract<SyncHeader, { readonly type: 'vouched' }>;

export const voucherPosition = 'voucher';
const vouchedFields = (sodium: Sodium, vaultId: Uint8Array, voucher: Pick<Voucher, 'sheet' | 'device' | 'signKey' | 'boxKey' | 'name'>): Uint8Array =>
  delimitedBytes(sodium.from_string('fpc-vouch-1'), vaultId, ...[voucher.sheet, voucher.device, voucher.signKey, voucher.boxKey].map((hex) => sodium.from_hex(hex)), sodium.from_string(voucher.name));

export function makeVoucher(sodium: Sodium, vaultId: Uint8Array, sheet: SheetSecrets, device: { readonly device: string; readonly signKey: string; readonly boxKey: string; readonly name: string }): Voucher {
  const voucher = { ...device, sheet: sheet.sheetId };
  return { type: 'vouched', ...voucher, signature: sodium.crypto_sign_detached(vouchedFields(sodium, vaultId, voucher), sodium.from_hex(sheet.signSecret), 'hex') };
}

/** This device's own voucher; null where it came in another way. */
export async function ownVoucher(vault: SyncVault): Promise<Voucher | null> {
  const bytes = await vault.local(voucherPosition);
  if (bytes === null) return null;
  const parsed = v.safeParse(headerSchema, JSON.parse(vault.sodium.to_string(bytes)));
  return parsed.success && parsed.output.type === 'vouched' ? parsed.output : null;
}

/** The roster's entry for a device that nobody has vouched for, where this record of its own carries the signature of a sheet in force. */
export function vouchedIn(vault: SyncVault, { roster, revoked }: Pick<SyncState, 'roster' | 'revoked'>, place: ChainPlace, bytes: Uint8Array): Roster[string] | null {
  const opened = openSyncRecord(vault.sodium, (compartment, epoch) => vault.sealing(compartment, epoch), place, bytes);
  if (!opened.ok || opened.value.header.type !== 'vouched') return null;
  const { header } = opened.value;
  const sheet = roster[header.sheet];
  if (header.device !== place.device || sheet?.sheet === undefined || revoked[header.sheet] !== undefined) return null;
  if (!isSignedText(vault.sodium, sheet.signKey, vouchedFields(vault.sodium, vault.vaultId, header), header.signature)) return null;
  return { signKey: header.signKey, boxKey: header.boxKey, bySheet: { sheetId: header.sheet, name: header.name } };
}
