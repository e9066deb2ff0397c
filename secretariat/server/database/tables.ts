import type { Generated } from 'kysely';

/**
 * Tables of the server. Instants are ISO 8601 in UTC with milliseconds, as text: they sort as they are and mean the same on both
 * databases. Nothing here can hold what a person writes in the app.
 */
export interface Tables {
  servers: ServersTable;
  accounts: AccountsTable;
  devices: DevicesTable;
  invitations: InvitationsTable;
  sessions: SessionsTable;
  records: RecordsTable;
  pairings: PairingsTable;
  messages: MessagesTable;
  chunks: ChunksTable;
  progress: ProgressTable;
  sheets: SheetsTable;
  sheet_challenges: SheetChallengesTable;
  acknowledgements: AcknowledgementsTable;
}

/** One row: this server. */
interface ServersTable {
  /** Always 1, so that two processes starting at once cannot make two servers of one database. */
  place: number;
  id: string;
  /** Changes when the data was restored from a backup. */
  epoch: string;
  name: string;
  /** Where invitations say that the server stands; written each time the server starts. */
  address: string | null;
  created_at: string;
}

interface AccountsTable {
  id: string;
  created_at: string;
  /** Highest number given out in the account's log. It only rises, so no number is given twice. PostgreSQL answers it as text. */
  last_seq: Generated<number>;
  /** Bytes of all records of the account. */
  log_bytes: Generated<number>;
  /** Bytes of all pieces of attachments. */
  chunk_bytes: Generated<number>;
  /** A snapshot covers every record up to the first number; they go when each device in use has saved everything up to the second. 0 for none. */
  compact_through: Generated<number>;
  compact_after: Generated<number>;
  /** Bytes that will then go. */
  compact_bytes: Generated<number>;
  /** Number up to which covered records have gone. */
  removed_seq: Generated<number>;
}

export interface DevicesTable {
  id: string;
  account_id: string;
  /** Public keys, Ed25519 and X25519, hexadecimal. */
  sign_key: string;
  box_key: string;
  name: string;
  created_at: string;
  revoked_at: string | null;
  /** Day of the last exchange, `YYYY-MM-DD`. */
  seen_on: string | null;
  /** Number of the log up to which the device said that it has saved everything. */
  applied_seq: Generated<number>;
  /** Clock and hash of the device's last record that a snapshot took the place of; 0 and null for none. */
  removed_clock: Generated<number>;
  removed_hash: Generated<string | null>;
}

interface SessionsTable {
  /** SHA-256 of a challenge or of a token, hexadecimal. */
  hash: string;
  device_id: string;
  kind: 'challenge' | 'token';
  expires_at: string;
}

/** Places where a further device asks to enter an account, for some minutes. */
interface PairingsTable {
  id: string;
  account_id: string;
  /** SHA-256 of what only someone with the code can show. */
  pickup_hash: string;
  /** Public keys and name of the device that asks, as JSON. */
  request: string | null;
  device_id: string | null;
  /** Vault key and keyring, sealed to that device, hexadecimal. */
  sealed: string | null;
  expires_at: string;
}

/** Sealed records, in the order in which they came. */
interface RecordsTable {
  account_id: string;
  seq: number;
  device_id: string;
  /** The device's own count of its records. */
  clock: number;
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string;
  length: number;
  bytes: Uint8Array;
}

/** Sealed pieces of attachments. */
interface ChunksTable {
  account_id: string;
  /** Random, made by the device. */
  id: string;
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string;
  length: number;
  bytes: Uint8Array;
}

/** What a person agreed to let the Secretariat know. Left out of backups, so that what was taken back does not return with one. */
interface ProgressTable {
  account_id: string;
  edition_number: number;
  edition_name: string;
  /** Counts by phase, as JSON. */
  phases: string;
  /** Day of the last sending, `YYYY-MM-DD`. */
  said_on: string;
}

/** What a person's recovery sheet opens, where they chose that the sheet alone is enough on a new computer. One for each account. */
interface SheetsTable {
  /** Derived from the sheet; says nothing of its words. */
  id: string;
  account_id: string;
  /** Public key of the sheet, Ed25519, hexadecimal. */
  sign_key: string;
  /** Wrapped vault key and keyring, sealed to the sheet, hexadecimal. */
  box: string;
  kept_at: string;
  /** How often somebody named this sheet without having it. */
  refused: number;
}

interface SheetChallengesTable {
  /** SHA-256 of a challenge, hexadecimal. */
  hash: string;
  sheet_id: string;
  expires_at: string;
}

/** That a person read a section, told by their own act. Left out of backups like the counts, so that what was taken back does not return with one. */
interface AcknowledgementsTable {
  account_id: string;
  section_id: string;
  /** The very text that was read. */
  sha256: string;
  edition: string;
  /** `YYYY-MM-DD` by the reader's calendar. */
  read_on: string;
}

/** Sealed messages, from one account to another or to the desk. */
export interface MessagesTable {
  id: string;
  /** Account that left it. */
  sender: string;
  /** Account that it is for, or `desk`. */
  recipient: string;
  /** SHA-256 of the bytes, hexadecimal. */
  hash: string;
  length: number;
  /** null once it was kept by the recipient, withdrawn, or has lain too long. */
  bytes: Uint8Array | null;
  sent_at: string;
  fetched_at: string | null;
  opened_at: string | null;
  withdrawn_at: string | null;
  expired_at: string | null;
}

export interface InvitationsTable {
  /** First four characters of the code. */
  number: string;
  /** SHA-256 of the whole code, hexadecimal. */
  code_hash: string;
  /** The Secretariat's own note on whom it is for. */
  label: string;
  created_at: string;
  expires_at: string;
  tries_left: number;
  redeemed_at: string | null;
  /** Device that redeemed it. */
  redeemed_by: string | null;
}
