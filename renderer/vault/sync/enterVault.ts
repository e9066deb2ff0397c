/** A new device enters a vault that another device of the same person has. */
import * as v from 'valibot';
import { parsePairing } from '../../../shared/domain/pairingText.ts';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import type { SheetEntry } from './enterBySheet.ts';
import type { VaultTransport } from '../vaultTransport.ts';
import { compareNumber, openSharedVault, pairingOf, pairingProof, pairingSignature, type Pairing } from './pairing.ts';
import type { SharedVault } from './sharedVault.ts';
import type { DeviceSigning, SyncVault } from './syncPorts.ts';

const enteringPosition = 'entering';
const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/u));
const enteredSchema = v.object({ address: v.string(), accountId: id, deviceId: id });
type Entered = v.InferOutput<typeof enteredSchema>;

export interface EnteredVault {
  readonly shared: SharedVault;
  /** Keys that this device made before it asked; they become those of its vault. */
  readonly identity: DeviceSigning;
  readonly entered: Entered;
  /** Where the device came in by a recovery sheet. */
  readonly sheet?: SheetEntry;
}

/** What the new device holds in memory from its question until its vault is made. */
export class Entering {
  readonly #sodium: Sodium;
  readonly #transport: VaultTransport;
  readonly #address: string;
  readonly #pairing: Pairing;
  readonly #identity: DeviceSigning;
  #result: EnteredVault | null = null;

  private constructor(sodium: Sodium, transport: VaultTransport, address: string, pairing: Pairing, identity: DeviceSigning) {
    this.#sodium = sodium;
    this.#transport = transport;
    this.#address = address;
    this.#pairing = pairing;
    this.#identity = identity;
  }

  /** Makes keys and asks. Answers the number that both screens show. Fails as parsePairing does, with `pairing.unknown`, and as calls do. */
  static async ask(sodium: Sodium, transport: VaultTransport, text: string, deviceName: string): Promise<Result<{ readonly entering: Entering; readonly compare: string }>> {
    const parsed = parsePairing(text);
    if (!parsed.ok) return parsed;
    const { address, code } = parsed.value;
    const pairing = pairingOf(sodium, code);
    const sign = sodium.crypto_sign_keypair('hex');
    const box = sodium.crypto_box_keypair('hex');
    const device = { signKey: sign.publicKey, boxKey: box.publicKey, deviceName };
    const asked = await transport.pairingAsk({ address, pairingId: pairing.pairingId, pickup: pairing.pickup, ...device, proof: pairingProof(sodium, pairing, device), signature: pairingSignature(sodium, pairing, device, sign.privateKey) });
    if (!asked.ok) return asked;
    const identity = { signKey: sign.publicKey, signSecret: sign.privateKey, boxKey: box.publicKey, boxSecret: box.privateKey };
    return ok({ entering: new Entering(sodium, transport, address, pairing, identity), compare: compareNumber(sodium, pairing, device) });
  }

  /** What the other device sealed for this one; null while it has not. */
  async look(): Promise<Result<EnteredVault | null>> {
    if (this.#result !== null) return ok(this.#result);
    const looked = await this.#transport.pairingResult({ address: this.#address, pairingId: this.#pairing.pairingId, pickup: this.#pairing.pickup });
    if (!looked.ok) return looked;
    if (looked.value.accepted === null) return ok(null);
    const { accountId, deviceId, sealed } = looked.value.accepted;
    const shared = openSharedVault(this.#sodium, this.#pairing, this.#identity, sealed);
    if (!shared.ok) return shared;
    this.#result = { shared: shared.value, identity: this.#identity, entered: { address: this.#address, accountId, deviceId } };
    return ok(this.#result);
  }
}

/** Notes in the new vault where it belongs, before the main process is told: cut off between the two, the next unlock tells it. */
export const noteEntered = (vault: SyncVault, entered: Entered): Promise<Result<unknown>> =>
  vault.commit({ entries: [vault.put(enteringPosition, vault.sodium.from_string(JSON.stringify(entered)))], received: [], sent: [] });

export async function finishEntering(vault: SyncVault, transport: Pick<VaultTransport, 'pairingJoin'>): Promise<Result<null>> {
  const bytes = await vault.local(enteringPosition);
  if (bytes === null) return ok(null);
  const entered = v.safeParse(enteredSchema, JSON.parse(vault.sodium.to_string(bytes)));
  if (!entered.success) return fail('pairing.contentUnknown', 'never');
  const joined = await transport.pairingJoin(entered.output);
  if (!joined.ok) return joined;
  const done = await vault.commit({ entries: [vault.remove(enteringPosition)], received: [], sent: [] });
  return done.ok ? ok(null) : done;
}
