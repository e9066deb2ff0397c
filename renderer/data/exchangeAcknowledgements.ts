/** Tells the Secretariat of the acknowledgements that the reader chose to send, and takes back those that they no longer want sent. */
import type { StoredEntry } from '../../shared/domain/vault/entry.ts';
import type { VaultCommands } from '../../shared/domain/vault/vaultCommands.ts';
import { ok, type Result } from '../../shared/errors/result.ts';
import { today } from '../i18n/nearDate.ts';
import { withSession, type MessageCalls } from './exchangeMessages.ts';

type Given = StoredEntry<'acknowledgement'>;
export type AcknowledgementVault = Pick<VaultCommands, 'signSession' | 'saveEntry'>;

/** What leaves the device for one acknowledgement, besides the account that the server knows by the session. */
export const toldOf = ({ sectionId, sha256, edition, createdAt }: Given) => ({ sectionId, sha256, edition, readOn: today(Date.parse(createdAt)) });

/** The reader's choice for one acknowledgement. It is carried out by `exchangeAcknowledgements`, at once or when the server is there. */
export async function chooseTelling(bare: MessageCalls, vault: AcknowledgementVault, given: Given, tells: boolean, now: Date): Promise<Result<null>> {
  const member = await bare('messages.member');
  if (!member.ok) return member;
  const account = tells ? member.value?.accountId : given.telling?.account;
  // Never sent, so there is nothing at the server to take back; or another Secretariat was joined since, and nothing of this is there.
  const isOver = account === undefined || (!tells && account !== member.value?.accountId);
  return save(vault, given, isOver ? null : { account, state: tells ? 'tell' : 'takeBack', at: now.toISOString() });
}

/** Stops at the first that the server does not take; the others wait with it. */
export async function exchangeAcknowledgements(bare: MessageCalls, vault: AcknowledgementVault, all: readonly Given[], now: Date): Promise<Result<null>> {
  const due = all.filter(({ telling }) => telling?.state === 'tell' || telling?.state === 'takeBack');
  if (due.length === 0) return ok(null);
  const member = await bare('messages.member');
  if (!member.ok || member.value === null) return member.ok ? ok(null) : member;
  const calls = withSession(bare, vault);
  for (const given of due) {
    const { telling } = given;
    if (telling?.account !== member.value.accountId) continue; // agreed for a Secretariat that was left
    const isTold = telling.state === 'tell';
    const { sectionId, sha256 } = given;
    const answer = isTold ? await calls('messages.tellAcknowledgement', toldOf(given)) : await calls('messages.takeBackAcknowledgement', { sectionId, sha256 });
    if (!answer.ok) return answer;
    const saved = await save(vault, given, isTold ? { ...telling, state: 'told', at: now.toISOString() } : null);
    if (!saved.ok) return saved;
  }
  return ok(null);
}

async function save(vault: AcknowledgementVault, { id, createdAt: _createdAt, changedAt: _changedAt, trashedAt: _trashedAt, ...entry }: Given, telling: Given['telling']): Promise<Result<null>> {
  const saved = await vault.saveEntry(id, { ...entry, telling });
  return saved.ok ? ok(null) : saved;
}
