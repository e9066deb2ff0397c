import { sessionText } from '../../../shared/contracts/syncApi.ts';
import { FailureError, type Result } from '../../../shared/errors/result.ts';
import type { SyncMember, SyncTransport, SyncVault } from './syncPorts.ts';

/** Makes a call, and opens a session where the server asks for one, once. */
export async function withSession<T>(vault: SyncVault, transport: SyncTransport, { serverId, deviceId }: Pick<SyncMember, 'serverId' | 'deviceId'>, call: () => Promise<Result<T>>): Promise<Result<T>> {
  const first = await call();
  if (first.ok || first.error.code !== 'session.refused') return first;
  const challenge = await transport.syncChallenge();
  if (!challenge.ok) return challenge;
  const signing = await vault.signing();
  if (!signing.ok) throw new FailureError(signing.error);
  const { sodium } = vault;
  const signature = sodium.crypto_sign_detached(sodium.from_string(sessionText(serverId, deviceId, challenge.value)), sodium.from_hex(signing.value.signSecret), 'hex');
  const opened = await transport.syncSession(challenge.value, signature);
  return opened.ok ? call() : opened;
}
