/** A new computer enters a vault with a recovery sheet alone: no other device is there, and no backup. */
import { recoveryBoxText, recoveryEnterText } from '../../../shared/contracts/sheetApi.ts';
import { recoveryKey } from '../../../shared/crypto/recoverySheet.ts';
import { sheetSecrets, type SheetMember, type SheetSecrets } from '../../../shared/crypto/sheetMember.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { ok, type Result } from '../../../shared/errors/result.ts';
import type { VaultTransport } from '../vaultTransport.ts';
import type { EnteredVault } from './enterVault.ts';
import { openSheetBox, type OpenedSheetBox } from './sheetBox.ts';
import { firstEntriesNote } from './sheetEntries.ts';
import { ownSheetEntry } from './sheetKeeper.ts';
import { sheetSecretEntry } from './sheetSecret.ts';
import type { SharedVault } from './sharedVault.ts';
import type { Roster } from './syncHeader.ts';
import type { DeviceSigning, SyncVault } from './syncPorts.ts';
import { makeVoucher, voucherPosition, type Voucher } from './voucher.ts';

type Calls = Pick<VaultTransport, 'recoveryChallenge' | 'recoveryBox' | 'recoveryEnter'>;

/** What the new vault takes over of the sheet, so that it opens this device too and vouches for it to the others. */
export interface SheetEntry {
  readonly secrets: SheetSecrets;
  readonly member: SheetMember;
  readonly voucher: Voucher;
  readonly slot: { readonly id: string; readonly kind: 'recovery'; readonly wrapped: string };
  readonly madeAt: string;
  /** For opening the slot once it is on this disk. */
  readonly words: string;
}

/** What the new computer holds in memory from the words until its vault is made. */
export class SheetEntering {
  readonly #sodium: Sodium;
  readonly #transport: Calls;
  readonly #address: string;
  readonly #deviceName: string;
  readonly #words: string;
  readonly #secrets: SheetSecrets;
  readonly #opened: OpenedSheetBox;
  readonly #identity: DeviceSigning;
  #result: EnteredVault | null = null;

  private constructor(sodium: Sodium, transport: Calls, place: { readonly address: string; readonly deviceName: string; readonly words: string }, secrets: SheetSecrets, opened: OpenedSheetBox) {
    this.#sodium = sodium;
    this.#transport = transport;
    this.#address = place.address;
    this.#deviceName = place.deviceName;
    this.#words = place.words;
    this.#secrets = secrets;
    this.#opened = opened;
    const [sign, box] = [sodium.crypto_sign_keypair('hex'), sodium.crypto_box_keypair('hex')];
    this.#identity = { signKey: sign.publicKey, signSecret: sign.privateKey, boxKey: box.publicKey, boxSecret: box.privateKey };
  }

  /**
   * Fetches what the sheet opens and opens it; nothing is registered yet. Fails as recoveryKey does, with `recovery.refused` (no such sheet in
   * force at this server), `recovery.boxDamaged`, and as calls do.
   */
  static async open(sodium: Sodium, transport: Calls, place: { readonly address: string; readonly words: string; readonly deviceName: string }): Promise<Result<SheetEntering>> {
    const key = recoveryKey(sodium, place.words);
    if (!key.ok) return key;
    const secrets = sheetSecrets(sodium, key.value);
    const { sheetId, signSecret } = secrets;
    const asked = await transport.recoveryChallenge({ address: place.address, sheetId });
    if (!asked.ok) return asked;
    const { serverId, challenge } = asked.value;
    const signature = sodium.crypto_sign_detached(recoveryBoxText(serverId, sheetId, challenge), sodium.from_hex(signSecret), 'hex');
    const fetched = await transport.recoveryBox({ address: place.address, sheetId, challenge, signature });
    if (!fetched.ok) return fetched;
    const opened = openSheetBox(sodium, key.value, secrets, fetched.value.box);
    sodium.memzero(key.value);
    return opened.ok ? ok(new SheetEntering(sodium, transport, place, secrets, opened.value)) : opened;
  }

  /** Registers this device, once, and answers what its vault is made of. */
  async look(): Promise<Result<EnteredVault>> {
    if (this.#result !== null) return ok(this.#result);
    const { sheetId, signSecret } = this.#secrets;
    const address = this.#address;
    const asked = await this.#transport.recoveryChallenge({ address, sheetId });
    if (!asked.ok) return asked;
    const { serverId, challenge } = asked.value;
    const { signKey, boxKey } = this.#identity;
    const entry = { sheetId, challenge, signKey, boxKey, deviceName: this.#deviceName };
    const [signature, proof] = [signSecret, this.#identity.signSecret].map((secret) => this.#sodium.crypto_sign_detached(recoveryEnterText(serverId, entry), this.#sodium.from_hex(secret), 'hex'));
    const entered = await this.#transport.recoveryEnter({ address, ...entry, signature: signature ?? '', proof: proof ?? '' });
    if (!entered.ok) return entered;
    const { slotId, wrapped } = this.#opened;
    const shared = this.#believed();
    const voucher = makeVoucher(this.#sodium, this.#sodium.from_hex(shared.vaultId), this.#secrets, { device: entered.value.deviceId, signKey, boxKey, name: this.#deviceName });
    const sheet: SheetEntry = {
      secrets: this.#secrets,
      member: { sheetId, signKey: this.#secrets.signKey, boxKey: this.#secrets.boxKey },
      voucher,
      slot: { id: slotId, kind: 'recovery', wrapped },
      madeAt: shared.roster[sheetId]?.sheet?.madeAt ?? '',
      words: this.#words,
    };
    this.#result = { shared, identity: this.#identity, entered: { address, ...entered.value }, sheet };
    return ok(this.#result);
  }

  /** Of sheets, this one only, with the keys that its own words give: whoever made the box may have been shut out since, and name another. */
  #believed(): SharedVault {
    const { shared } = this.#opened;
    const { sheetId, signKey, boxKey } = this.#secrets;
    const roster = Object.fromEntries(Object.entries(shared.roster).flatMap(([id, entry]) => (id === sheetId ? [[id, { ...entry, signKey, boxKey }]] : entry.sheet === undefined ? [[id, entry]] : [])));
    return { ...shared, roster };
  }
}

/** Notes in the new vault what it has of the sheet, in one step. */
export const noteSheetEntry = (vault: SyncVault, { voucher, secrets }: SheetEntry, roster: Roster): Promise<Result<unknown>> =>
  vault.commit({ entries: [vault.put(voucherPosition, vault.sodium.from_string(JSON.stringify(voucher))), sheetSecretEntry(vault, secrets), ownSheetEntry(vault, secrets.sheetId), firstEntriesNote(vault, roster)], received: [], sent: [] });
