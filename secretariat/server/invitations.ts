/** Issuing and redeeming invitations. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { invitationCodeEntropyBytes, invitationNumber, makeInvitationCode } from '../../shared/domain/invitationCode.ts';
import { joinCodeText, joinText, type RedeemRefusal } from '../../shared/contracts/secretariatApi.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database/openDatabase.ts';
import { isSignedBy } from './isSignedBy.ts';

export const invitationLifeMs = 7 * 24 * 60 * 60 * 1_000;
export const invitationTries = 5;
/** Invitations that were never used are kept this long after they expired, so that their owner hears "expired" and not "unknown". */
const keptAfterExpiryMs = 90 * 24 * 60 * 60 * 1_000;

export interface IssuedInvitation {
  /** Shown once; only its hash is kept. */
  readonly code: string;
  readonly expiresAt: string;
}

/** The code holds 130 random bits, so a plain hash cannot be searched backwards. */
const hashOf = (code: string): string => createHash('sha256').update(`focalpoint invitation\n${code}`).digest('hex');
const newId = (): string => randomBytes(16).toString('hex');

/** Makes an invitation. `label` is the Secretariat's own note on whom it is for. */
export async function issueInvitation(db: Database, clock: Clock, label: string): Promise<IssuedInvitation> {
  const now = clock();
  const expiresAt = new Date(now.getTime() + invitationLifeMs).toISOString();
  await db
    .deleteFrom('invitations')
    .where('redeemed_by', 'is', null)
    .where('expires_at', '<', new Date(now.getTime() - keptAfterExpiryMs).toISOString())
    .execute();
  for (;;) {
    const code = makeInvitationCode(randomBytes(invitationCodeEntropyBytes));
    const inserted = await db
      .insertInto('invitations')
      .values({
        number: invitationNumber(code),
        code_hash: hashOf(code),
        label,
        created_at: now.toISOString(),
        expires_at: expiresAt,
        tries_left: invitationTries,
        redeemed_at: null,
        redeemed_by: null,
      })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returning('number')
      .executeTakeFirst();
    // The number has a million values: once in a while it is taken, and another is drawn.
    if (inserted !== undefined) return { code, expiresAt };
  }
}

export interface DeviceKeys {
  readonly signKey: string;
  readonly boxKey: string;
  readonly deviceName: string;
}

/** null where whoever joins holds the private half of the key that they register. */
export function joinProofRefusal(serverId: string, code: string, keys: DeviceKeys, proof: string | undefined): RedeemRefusal | null {
  if (proof === undefined) return 'invitation.noProof';
  const codeHash = createHash('sha256').update(joinCodeText(code)).digest('hex');
  return isSignedBy(keys.signKey, joinText(serverId, codeHash, keys), proof) ? null : 'invitation.badProof';
}

export type Redemption = { readonly accepted: true; readonly accountId: string; readonly deviceId: string } | { readonly accepted: false; readonly code: RedeemRefusal };

/**
 * Redeems an invitation for a device, once. A device that repeats its own request, because the answer was lost on the way, gets the
 * same answer again. Only someone who holds the whole code is told why it is refused.
 */
export async function redeemInvitation(db: Database, clock: Clock, code: string, keys: DeviceKeys): Promise<Redemption> {
  const number = invitationNumber(code);
  const codeHash = hashOf(code);
  const now = clock().toISOString();
  const accountId = newId();
  const deviceId = newId();
  const claimed = await db.transaction().execute(async (transaction) => {
    // This one statement decides between two that try at the same instant: the second finds no row left to change. It comes first in
    // the transaction, so that SQLite takes its write lock at once.
    const row = await transaction
      .updateTable('invitations')
      .set({ redeemed_at: now })
      .where('number', '=', number)
      .where('code_hash', '=', codeHash)
      .where('redeemed_at', 'is', null)
      .where('expires_at', '>', now)
      .where('tries_left', '>', 0)
      .returning('number')
      .executeTakeFirst();
    if (row === undefined) return false;
    await transaction.insertInto('accounts').values({ id: accountId, created_at: now }).execute();
    await transaction
      .insertInto('devices')
      .values({ id: deviceId, account_id: accountId, sign_key: keys.signKey, box_key: keys.boxKey, name: keys.deviceName, created_at: now, revoked_at: null, seen_on: null })
      .execute();
    await transaction.updateTable('invitations').set({ redeemed_by: deviceId }).where('number', '=', number).execute();
    return true;
  });
  return claimed ? { accepted: true, accountId, deviceId } : await whyNot(db, now, number, codeHash, keys);
}

async function whyNot(db: Database, now: string, number: string, codeHash: string, keys: DeviceKeys): Promise<Redemption> {
  const invitation = await db
    .selectFrom('invitations')
    .leftJoin('devices', 'devices.id', 'invitations.redeemed_by')
    .select(['invitations.code_hash', 'invitations.expires_at', 'invitations.redeemed_at', 'devices.id', 'devices.account_id', 'devices.sign_key', 'devices.box_key'])
    .where('invitations.number', '=', number)
    .executeTakeFirst();
  if (invitation === undefined) return { accepted: false, code: 'invitation.unknown' };
  if (!timingSafeEqual(Buffer.from(invitation.code_hash, 'hex'), Buffer.from(codeHash, 'hex'))) {
    await db
      .updateTable('invitations')
      .set((expression) => ({ tries_left: expression('tries_left', '-', 1) }))
      .where('number', '=', number)
      .where('redeemed_at', 'is', null)
      .where('tries_left', '>', 0)
      .execute();
    return { accepted: false, code: 'invitation.unknown' };
  }
  if (invitation.redeemed_at !== null) {
    const same = invitation.sign_key === keys.signKey && invitation.box_key === keys.boxKey;
    if (same && invitation.id !== null && invitation.account_id !== null) return { accepted: true, accountId: invitation.account_id, deviceId: invitation.id };
    return { accepted: false, code: 'invitation.used' };
  }
  return { accepted: false, code: invitation.expires_at <= now ? 'invitation.expired' : 'invitation.tooManyTries' };
}
