import { createSyncTransport } from '../../electron/secretariat/syncTransport.ts';
import { SyncEngine } from '../../renderer/vault/sync/syncEngine.ts';
import type { SyncVault } from '../../renderer/vault/sync/syncPorts.ts';
import { syncContentType, syncPaths } from '../../shared/contracts/syncApi.ts';
import type { Sodium } from '../../shared/crypto/sodium.ts';
import type { BenchMember, BenchServer } from './benchServer.ts';
import { memoryVault, type MemoryVault } from './memoryVault.ts';

/** One device with an engine of its own, as the app makes it, but for the window and the disk. */
export interface Party {
  readonly vault: MemoryVault;
  readonly member: BenchMember;
  readonly engine: SyncEngine;
  token(): string;
  /** What went out: bytes of bodies and headers, requests, and the batches that were pushed. */
  readonly sent: { bytes: number; requests: number; batches: Uint8Array[] };
}

const headersOf = (headers: RequestInit['headers']): number => [...new Headers(headers)].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

/** `address`: another way to the server than the straight one. */
export async function party(server: BenchServer, vault: MemoryVault, accountId: string | null, address = server.address): Promise<Party> {
  const member = { ...(await server.admit(vault.keys.signKey, accountId)), address };
  const sent = { bytes: 0, requests: 0, batches: [] as Uint8Array[] };
  const counted = (url: string, init: RequestInit): Promise<Response> => {
    const body = typeof init.body === 'string' ? Buffer.from(init.body) : init.body instanceof Uint8Array ? init.body : new Uint8Array(0);
    if (url.endsWith(syncPaths.push)) sent.batches.push(body);
    sent.bytes += body.byteLength + headersOf(init.headers) + url.length;
    sent.requests += 1;
    return fetch(url, init);
  };
  const transport = createSyncTransport({ fetch: counted, joined: () => Promise.resolve(member) });
  const engine = engineOf(vault.port, transport);
  return { vault, member, engine, sent, token: () => transport.token() ?? '' };
}

export const engineOf = (vault: SyncVault, transport: ReturnType<typeof createSyncTransport>): SyncEngine =>
  new SyncEngine({
    vault,
    transport: { syncMember: transport.member, syncChallenge: transport.challenge, syncSession: transport.session, syncPush: transport.push, syncPull: transport.pull, syncCompact: transport.compact, syncRevoke: transport.revoke },
    now: () => new Date().toISOString(),
  });

/** Two devices of one person that know each other and have nothing to exchange. */
export async function twoParties(sodium: Sodium, server: BenchServer, address?: string): Promise<readonly [Party, Party]> {
  const first = await party(server, memoryVault(sodium, null), null, address);
  const second = await party(server, memoryVault(sodium, first.vault), first.member.accountId, address);
  for (const [each, other] of [[first, second], [second, first]] as const) {
    await each.engine.introduce({ [other.member.deviceId]: { signKey: other.vault.keys.signKey, boxKey: other.vault.keys.boxKey } });
  }
  for (const each of [first, second, first]) await exchanged(each);
  return [first, second];
}

export async function exchanged({ engine }: Party): Promise<void> {
  const result = await engine.exchange();
  if (!result.ok) throw new Error(`the exchange failed: ${result.error.code}`);
}

/** The floor of sending: the same bytes by bare requests to the same server. */
export async function bareAppend(server: BenchServer, token: string, batches: readonly Uint8Array[]): Promise<void> {
  for (const batch of batches) {
    const answer = await fetch(server.address + syncPaths.push, { method: 'POST', body: Buffer.from(batch), headers: { 'content-type': syncContentType, authorization: `Bearer ${token}` } });
    if (answer.status !== 200) throw new Error(`the floor was answered ${answer.status}`);
    await answer.arrayBuffer();
  }
}

/** The floor of fetching: the same pages one after the other. `keep` gets each as it came; null throws them away. */
export async function bareStream(server: BenchServer, token: string, keep: ((after: number, page: Uint8Array) => Promise<unknown>) | null): Promise<void> {
  for (let after = 0, last = 1; after < last; ) {
    const answer = await fetch(`${server.address}${syncPaths.pull}?after=${after}`, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status !== 200) throw new Error(`the floor was answered ${answer.status}`);
    const page = await answer.arrayBuffer();
    const view = new DataView(page);
    await keep?.(after, new Uint8Array(page));
    last = Number(view.getBigUint64(9));
    after = Number(view.getBigUint64(21));
  }
}
