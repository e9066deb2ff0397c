import type { CallArgs, CallValue, Channel } from '../../shared/contracts/ipc.ts';
import { ok, type Failure, type Result } from '../../shared/errors/result.ts';
import type { VaultCommands } from '../../shared/domain/vault/vaultCommands.ts';

type MessageChannel = Extract<Channel, `messages.${string}`>;
/** The window's way to the main process, as far as messages need it. */
export type MessageCalls = <C extends MessageChannel>(channel: C, ...args: CallArgs<C>) => Promise<Result<CallValue<C>>>;
export type MessageVault = Pick<VaultCommands, 'messageWork' | 'messageParts' | 'noteMessageState' | 'takeMessage' | 'markMessage' | 'signSession'>;

export interface MessagesExchanged {
  readonly arrived: number;
  /** Why the server was not reached or did not take something; null where all is well or nothing was joined. */
  readonly problem: Failure | null;
}

/** Refusals that end the way of one part and of no other. */
const final = new Set(['message.conflict', 'message.unknownRecipient', 'message.quota']);

/** Opens a session where one is asked for, and tries once more. */
export function withSession(calls: MessageCalls, vault: Pick<VaultCommands, 'signSession'>): MessageCalls {
  return async (channel, ...args) => {
    const first = await calls(channel, ...args);
    if (first.ok || first.error.code !== 'session.refused') return first;
    const member = await calls('messages.member');
    const challenge = await calls('messages.challenge');
    if (!member.ok || member.value === null || !challenge.ok) return challenge.ok ? first : challenge;
    const signed = await vault.signSession({ serverId: member.value.serverId, deviceId: member.value.deviceId, challenge: challenge.value });
    if (!signed.ok) return signed;
    const opened = await calls('messages.session', challenge.value, signed.value.signature);
    return opened.ok ? calls(channel, ...args) : opened;
  };
}

/**
 * Sends what waits in the outbox, asks how far the rest has come, fetches what is for this person, and says what was read. Whatever is
 * cut off is done the next time: nothing is sent or kept twice.
 */
export async function exchangeMessages(bare: MessageCalls, vault: MessageVault): Promise<MessagesExchanged> {
  const calls = withSession(bare, vault);
  let arrived = 0;
  const end = (problem: Failure | null): MessagesExchanged => ({ arrived, problem });
  const member = await bare('messages.member');
  if (!member.ok || member.value === null) return end(null);
  const work = await vault.messageWork();
  if (!work.ok) return end(work.error);

  for (const id of work.value.toSend) {
    const parts = await vault.messageParts(id);
    if (!parts.ok) return end(parts.error);
    for (const { part, to, bytes } of parts.value) {
      const sent = await calls('messages.send', part, to, bytes);
      if (!sent.ok && !final.has(sent.error.code)) return end(sent.error);
      if (!sent.ok && sent.error.code === 'message.quota') continue; // there is room once some were fetched
      const noted = await vault.noteMessageState(id, part, sent.ok ? sent.value : 'refused');
      if (!noted.ok) return end(noted.error);
    }
  }
  if (work.value.following.length > 0) {
    const states = await calls('messages.sent');
    if (!states.ok) return end(states.error);
    const known = new Map(states.value.map((one) => [one.id, one.state]));
    for (const { id, part, state } of work.value.following) {
      const now = known.get(part);
      if (now !== undefined && now !== state) await vault.noteMessageState(id, part, now);
    }
  }
  const waiting = await calls('messages.waiting');
  if (!waiting.ok) return end(waiting.error);
  let refused: Failure | null = null;
  for (const part of waiting.value) {
    const bytes = await calls('messages.fetch', part);
    if (!bytes.ok) {
      if (bytes.error.code === 'message.unknown') continue; // withdrawn this moment
      return end(bytes.error);
    }
    const taken = await vault.takeMessage(part, bytes.value);
    if (!taken.ok) {
      refused = taken.error; // it stays at the server: a newer program or another key may open it
      continue;
    }
    if (taken.value.isNew) arrived += 1;
    const kept = await calls('messages.settle', part, 'kept');
    if (!kept.ok && kept.error.code !== 'message.unknown') return end(kept.error);
  }
  for (const { id, part } of work.value.toTell) {
    const told = await calls('messages.settle', part, 'opened');
    if (!told.ok && told.error.code !== 'message.unknown') return end(told.error);
    await vault.markMessage(id, 'told');
  }
  return end(refused);
}

/** Takes a part back. Answers how it stands then: `fetched` where somebody was quicker. */
export async function withdrawPart(bare: MessageCalls, vault: MessageVault, message: string, part: { readonly id: string; readonly state: string }): Promise<Result<null>> {
  // What the server may have is asked there, also when its answer never reached this device.
  const asked = await withSession(bare, vault)('messages.withdraw', part.id);
  if (!asked.ok && !(part.state === 'ready' && (asked.error.code === 'message.unknown' || asked.error.code === 'sync.notJoined'))) return asked;
  const noted = await vault.noteMessageState(message, part.id, asked.ok ? asked.value : 'withdrawn');
  return noted.ok ? ok(null) : noted;
}
