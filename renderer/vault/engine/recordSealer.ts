import type { JournalEntry } from '../../../shared/contracts/vaultStorage.ts';
import { envelopeHeader } from '../../../shared/crypto/envelope.ts';
import { recordAddress, recordBucket, type RecordName } from '../../../shared/crypto/recordAddress.ts';
import { openRecord, sealRecord, type OpenedRecord } from '../../../shared/crypto/sealedRecord.ts';
import type { Sodium } from '../../../shared/crypto/sodium.ts';
import { FailureError, ok, type Result } from '../../../shared/errors/result.ts';
import type { Keyring } from './keyring.ts';
import type { StoredRecord } from './recordStore.ts';

export interface OpenedStoredRecord extends OpenedRecord {
  readonly id: string;
  readonly compartment: string;
}

/** Seals and opens records with the keys of the open vault. */
export class RecordSealer {
  readonly sodium: Sodium;
  readonly #keyring: Keyring;

  constructor(sodium: Sodium, keyring: Keyring) {
    this.sodium = sodium;
    this.#keyring = keyring;
  }

  /** `body`: its parts are joined. Throws a FailureError where the compartment's key is not there. */
  seal(compartment: string, name: RecordName, ...body: readonly Uint8Array[]): Extract<JournalEntry, { op: 'put' }> {
    const sealing = this.#keyring.current(compartment);
    if (!sealing.ok) throw new FailureError(sealing.error);
    return { op: 'put', ...sealRecord(this.sodium, sealing.value, name, ...body) };
  }

  open(record: StoredRecord): Result<OpenedStoredRecord> {
    const header = envelopeHeader(record.blob);
    if (!header.ok) return header;
    const compartment = this.sodium.to_hex(header.value.compartment);
    const sealing = this.#keyring.sealing(compartment, header.value.epoch);
    if (!sealing.ok) return sealing;
    const opened = openRecord(this.sodium, sealing.value, record, record.blob);
    return opened.ok ? ok({ ...opened.value, id: record.id, compartment }) : opened;
  }

  /** A record of what was left at home is absent on purpose: it is left out without a word. Any other whose key is not here is damage. */
  isAway(record: StoredRecord): boolean {
    if (this.#keyring.away.length === 0) return false;
    const header = envelopeHeader(record.blob);
    const compartment = header.ok ? this.sodium.to_hex(header.value.compartment) : '';
    return this.#keyring.away.some((left) => left.compartment === compartment);
  }

  id(name: RecordName): string {
    return recordAddress(this.sodium, this.#keyring.indexKey, name).id;
  }

  bucket(name: Pick<RecordName, 'kind' | 'parent'>): string {
    return recordBucket(this.sodium, this.#keyring.indexKey, name);
  }
}
