/** What was sealed to the desk, opened with the desk's own key. It reads the database beside the server and never runs inside it. */
import sodium from 'libsodium-wrappers-sumo';
import * as v from 'valibot';
import type { Network } from '../../shared/content/network.schema.ts';
import { keyFingerprint, openMessage, type MessageKeys } from '../../shared/crypto/sealedMessage.ts';
import { messageBodySchema, type MessageBody } from '../../shared/domain/messages/message.ts';
import type { Database } from '../server/database/openDatabase.ts';
import { fetchMessage } from '../server/messages/messageStore.ts';

export interface InboxMessage {
  readonly id: string;
  readonly leftAt: string;
  readonly openedAt: string | null;
  /** Null where the bytes do not open; `problem` says why. */
  readonly body: MessageBody | null;
  readonly problem: string | null;
  /** How the signed directory names the key that signed it; null where it does not know the key. */
  readonly knownAs: string | null;
  readonly fingerprint: string;
  readonly keys: { readonly boxKey: string; readonly signKey: string } | null;
  /** Account that left it, as the server knows it. */
  readonly account: string;
}

/** Opens all that lies for the desk, the oldest first. From then on their senders cannot withdraw them. */
export async function openInbox(db: Database, keys: MessageKeys, network: Network | null, clock: () => Date): Promise<InboxMessage[]> {
  await sodium.ready;
  const rows = await db.selectFrom('messages').select(['id', 'sender', 'sent_at', 'opened_at']).where('recipient', '=', 'desk').where('bytes', 'is not', null).orderBy('sent_at').orderBy('id').execute();
  const found: InboxMessage[] = [];
  for (const row of rows) {
    const bytes = await fetchMessage(db, clock, 'desk', row.id);
    if (bytes === undefined) continue; // withdrawn this moment
    const opened = openMessage(sodium, row.id, keys, bytes);
    const body = opened.ok ? bodyOf(sodium.to_string(opened.value.body)) : null;
    const sender = opened.ok ? opened.value : null;
    const known = network?.directory.find(({ mailbox }) => sender !== null && mailbox?.signKey === sender.signKey);
    found.push({
      id: row.id,
      leftAt: row.sent_at,
      openedAt: row.opened_at,
      body,
      problem: body === null ? (opened.ok ? 'its content has another form than this program knows' : (problems[opened.error.code] ?? 'it does not open')) : null,
      knownAs: known === undefined ? null : [known.name, known.country].filter((words) => words !== '').join(', '),
      fingerprint: sender === null ? '' : keyFingerprint(sodium, sender),
      keys: sender,
      account: row.sender,
    });
  }
  return found;
}

const problems: Readonly<Record<string, string>> = {
  'message.otherKey': 'it is sealed to another key, perhaps an earlier one of the desk: open it with --key',
  'message.tampered': 'it was changed on the way, or made wrongly',
  'message.newerFormat': 'it was made by a newer app: update this program',
};

function bodyOf(text: string): MessageBody | null {
  try {
    const parsed = v.safeParse(messageBodySchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
