/**
 * Tables of the server. Instants are ISO 8601 in UTC with milliseconds, as text: they sort as they are and mean the same on both
 * databases. Nothing here can hold what a person writes in the app.
 */
export interface Tables {
  servers: ServersTable;
  accounts: AccountsTable;
  devices: DevicesTable;
  invitations: InvitationsTable;
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
