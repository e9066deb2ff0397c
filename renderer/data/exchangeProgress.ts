/** Whether the Secretariat is told how far the programme is: the user's choice, kept in the vault and so the same on all of their devices. */
import * as v from 'valibot';
import { progressEveryMs, sharedProgressSchema, type SharedProgress } from '../../shared/contracts/progressApi.ts';
import type { PersonalSettings } from '../../shared/domain/vault/personalSettings.ts';
import type { VaultCommands } from '../../shared/domain/vault/vaultCommands.ts';
import { ok, type Result } from '../../shared/errors/result.ts';
import { withSession, type MessageCalls } from './exchangeMessages.ts';

/** Names of the personal settings. Each choice is for one account at one server: whoever joins another Secretariat is asked anew. */
const names = { agreed: 'progress.agreed', toRemove: 'progress.toRemove', sent: 'progress.sent' } as const;
const sentSchema = v.strictObject({ account: v.string(), at: v.pipe(v.string(), v.isoTimestamp()), progress: sharedProgressSchema });
export type SentProgress = v.InferOutput<typeof sentSchema>;

export interface ProgressChoice {
  /** Account that the user agreed for; null where they did not. */
  readonly agreed: string | null;
  /** Account whose counts are to be deleted at the next exchange. */
  readonly toRemove: string | null;
  /** What was last sent, and when. */
  readonly sent: SentProgress | null;
}
export type ProgressVault = Pick<VaultCommands, 'signSession' | 'savePersonalSettings'>;

export function progressChoice(settings: PersonalSettings): ProgressChoice {
  const text = (name: string): string | null => (typeof settings[name] === 'string' ? settings[name] : null);
  const sent = v.safeParse(v.pipe(v.string(), v.parseJson(), sentSchema), text(names.sent));
  return { agreed: text(names.agreed), toRemove: text(names.toRemove), sent: sent.success ? sent.output : null };
}

/** Keeps the choice for the account that this device has. What was agreed is sent, and what was taken back deleted, by `exchangeProgress`. */
export async function chooseProgress(calls: MessageCalls, vault: ProgressVault, agrees: boolean): Promise<Result<null>> {
  const member = await calls('messages.member');
  if (!member.ok) return member;
  const account = member.value?.accountId ?? null;
  const saved = await vault.savePersonalSettings(agrees ? { [names.agreed]: account, [names.toRemove]: null } : { [names.agreed]: null, [names.toRemove]: account });
  return saved.ok ? ok(null) : saved;
}

/** Sends or deletes where that is due; `own` is null while it is not counted. Answers ok also where there is nothing to do. */
export async function exchangeProgress(bare: MessageCalls, vault: ProgressVault, choice: ProgressChoice, own: SharedProgress | null, now: Date): Promise<Result<null>> {
  if (choice.agreed === null && choice.toRemove === null && choice.sent === null) return ok(null);
  const member = await bare('messages.member');
  if (!member.ok || member.value === null) return member.ok ? ok(null) : member;
  const { accountId } = member.value;
  const calls = withSession(bare, vault);
  const sent = choice.sent?.account === accountId ? choice.sent : null;
  if (choice.agreed === accountId) {
    if (own === null || !isDue(sent, own, now)) return ok(null);
    const answer = await calls('messages.sendProgress', own);
    if (!answer.ok) return answer;
    const saved = await vault.savePersonalSettings({ [names.sent]: JSON.stringify({ account: accountId, at: now.toISOString(), progress: own } satisfies SentProgress) });
    return saved.ok ? ok(null) : saved;
  }
  // What was chosen for a Secretariat that was left: nothing can be sent or deleted there any more, and this one was not agreed for.
  if (choice.toRemove !== accountId && sent === null) {
    const cleared = await vault.savePersonalSettings({ [names.agreed]: null, [names.toRemove]: null, [names.sent]: null });
    return cleared.ok ? ok(null) : cleared;
  }
  // Also where only the record of a sending says so: a further device may have sent before it heard that this was turned off.
  const answer = await calls('messages.removeProgress');
  if (!answer.ok) return answer;
  const saved = await vault.savePersonalSettings({ [names.toRemove]: null, [names.sent]: null });
  return saved.ok ? ok(null) : saved;
}

/** Once a day, and sooner with a newer edition. A clock that was set back does not keep it from being sent. */
function isDue(sent: SentProgress | null, own: SharedProgress, now: Date): boolean {
  return sent === null || own.edition.number > sent.progress.edition.number || Math.abs(now.getTime() - Date.parse(sent.at)) >= progressEveryMs;
}
