/** Messages that lie at the server until they are fetched. It holds sealed bytes for each recipient and nothing that opens them. */
import { createHash } from 'node:crypto';
import { maxWaitingBytes, maxWaitingMessages, messageLifeDays, messageTraceDays, type MessageState, type SentMessage } from '../../../shared/contracts/messagesApi.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/openDatabase.ts';
import type { MessagesTable } from '../database/tables.ts';

const dayMs = 86_400_000;
const daysAgo = (clock: Clock, days: number): string => new Date(clock().getTime() - days * dayMs).toISOString();

export type SendRefusal = 'message.conflict' | 'message.quota' | 'message.unknownRecipient';

type Trace = Pick<MessagesTable, 'sent_at' | 'fetched_at' | 'opened_at' | 'withdrawn_at' | 'expired_at'>;
const stateOf = (row: Trace): { state: MessageState; at: string } => {
  if (row.opened_at !== null) return { state: 'opened', at: row.opened_at };
  if (row.fetched_at !== null) return { state: 'fetched', at: row.fetched_at };
  if (row.withdrawn_at !== null) return { state: 'withdrawn', at: row.withdrawn_at };
  return row.expired_at === null ? { state: 'sent', at: row.sent_at } : { state: 'expired', at: row.expired_at };
};
const trace = ['sent_at', 'fetched_at', 'opened_at', 'withdrawn_at', 'expired_at'] as const;

/** Leaves a message. The same one again is answered with how far it has come; other bytes under its id are refused. */
export async function leaveMessage(db: Database, clock: Clock, sender: string, message: { readonly id: string; readonly to: string; readonly bytes: Uint8Array }): Promise<{ readonly state: MessageState } | SendRefusal> {
  const hash = createHash('sha256').update(message.bytes).digest('hex');
  return await db.transaction().execute(async (transaction) => {
    // The sender's row is locked first, so that two sends at once cannot pass the quota together.
    await transaction.updateTable('accounts').set((expression) => ({ last_seq: expression.ref('last_seq') })).where('id', '=', sender).execute();
    const there = await transaction.selectFrom('messages').select(['sender', 'recipient', 'hash', ...trace]).where('id', '=', message.id).executeTakeFirst();
    if (there !== undefined) return there.sender === sender && there.recipient === message.to && there.hash === hash ? { state: stateOf(there).state } : 'message.conflict';
    if (message.to !== 'desk' && (await transaction.selectFrom('accounts').select('id').where('id', '=', message.to).executeTakeFirst()) === undefined) return 'message.unknownRecipient';
    await transaction.updateTable('messages').set({ bytes: null, expired_at: clock().toISOString() }).where('bytes', 'is not', null).where('sent_at', '<', daysAgo(clock, messageLifeDays)).where('fetched_at', 'is', null).execute();
    await transaction.deleteFrom('messages').where('sent_at', '<', daysAgo(clock, messageTraceDays)).execute();
    const waiting = await transaction
      .selectFrom('messages')
      .select((expression) => [expression.fn.countAll().as('count'), expression.fn.sum('length').as('bytes')])
      .where('sender', '=', sender)
      .where('bytes', 'is not', null)
      .where('fetched_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (Number(waiting.count) >= maxWaitingMessages || Number(waiting.bytes ?? 0) + message.bytes.byteLength > maxWaitingBytes) return 'message.quota';
    await transaction
      .insertInto('messages')
      .values({ id: message.id, sender, recipient: message.to, hash, length: message.bytes.byteLength, bytes: message.bytes, sent_at: clock().toISOString(), fetched_at: null, opened_at: null, withdrawn_at: null, expired_at: null })
      .execute();
    return { state: 'sent' };
  });
}

export async function sentMessages(db: Database, sender: string): Promise<SentMessage[]> {
  const rows = await db.selectFrom('messages').select(['id', ...trace]).where('sender', '=', sender).orderBy('sent_at', 'desc').orderBy('id').limit(1_000).execute();
  return rows.map((row) => ({ id: row.id, ...stateOf(row) }));
}

export async function waitingMessages(db: Database, recipient: string): Promise<{ id: string; bytes: number }[]> {
  const rows = await db.selectFrom('messages').select(['id', 'length']).where('recipient', '=', recipient).where('bytes', 'is not', null).orderBy('sent_at').orderBy('id').limit(100).execute();
  return rows.map((row) => ({ id: row.id, bytes: row.length }));
}

/** The sealed bytes; from now on the message cannot be withdrawn. Undefined where nothing of that id waits for this recipient. */
export async function fetchMessage(db: Database, clock: Clock, recipient: string, id: string): Promise<Uint8Array | undefined> {
  const row = await db
    .updateTable('messages')
    .set((expression) => ({ fetched_at: expression.fn.coalesce('fetched_at', expression.val(clock().toISOString())) }))
    .where('id', '=', id)
    .where('recipient', '=', recipient)
    .where('bytes', 'is not', null)
    .returning('bytes')
    .executeTakeFirst();
  return row?.bytes ?? undefined;
}

/** `kept`: the recipient has it on the disk, so the bytes go. `opened`: a person has read it. False where it is not the recipient's. */
export async function settleMessage(db: Database, clock: Clock, recipient: string, id: string, state: 'kept' | 'opened'): Promise<boolean> {
  const change = db.updateTable('messages').where('id', '=', id).where('recipient', '=', recipient).where('fetched_at', 'is not', null);
  const row = await (state === 'kept' ? change.set({ bytes: null }) : change.set((expression) => ({ opened_at: expression.fn.coalesce('opened_at', expression.val(clock().toISOString())) }))).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** Takes a message back while nobody has fetched it. Answers its state then; undefined where the sender has none of that id. */
export async function withdrawMessage(db: Database, clock: Clock, sender: string, id: string): Promise<MessageState | undefined> {
  await db.updateTable('messages').set({ bytes: null, withdrawn_at: clock().toISOString() }).where('id', '=', id).where('sender', '=', sender).where('fetched_at', 'is', null).where('withdrawn_at', 'is', null).where('expired_at', 'is', null).execute();
  const row = await db.selectFrom('messages').select(trace).where('id', '=', id).where('sender', '=', sender).executeTakeFirst();
  return row === undefined ? undefined : stateOf(row).state;
}
