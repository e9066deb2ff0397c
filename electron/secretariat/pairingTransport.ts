import { pairingAcceptedSchema, pairingLookSchema, pairingOpenedSchema, pairingPaths, pairingResultSchema, type PairingAsk, type PairingRequest, type PairingResult } from '../../shared/contracts/pairingApi.ts';
import { statusSchema } from '../../shared/contracts/secretariatApi.ts';
import { parseServerAddress } from '../../shared/domain/serverAddress.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import type { Fetch } from './answerKind.ts';
import { callServer } from './callServer.ts';
import type { SecretariatClient } from './createSecretariatClient.ts';
import type { SyncTransport } from './syncTransport.ts';

/** How a further device of the same person enters the account. The code itself never comes here. */
export interface PairingTransport {
  open(place: { readonly pairingId: string; readonly pickupHash: string }): Promise<Result<{ readonly expiresAt: string; readonly address: string }>>;
  look(pairingId: string): Promise<Result<PairingRequest | null>>;
  accept(entry: { readonly pairingId: string; readonly sealed: string }): Promise<Result<{ readonly deviceId: string }>>;
  ask(asked: PairingAsk & { readonly address: string }): Promise<Result<null>>;
  result(place: { readonly address: string; readonly pairingId: string; readonly pickup: string }): Promise<Result<PairingResult>>;
}

export interface PairingTransportOptions {
  readonly fetch: Fetch;
  readonly secretariat: Pick<SecretariatClient, 'member' | 'check'>;
  readonly sync: Pick<SyncTransport, 'call'>;
  readonly callTimeoutMs?: number;
}

const refusals = ['pairing.unknown', 'pairing.noProof', 'pairing.badProof'] as const;

export function createPairingTransport({ fetch, secretariat, sync, callTimeoutMs = 15_000 }: PairingTransportOptions): PairingTransport {
  const canonical = (text: string): Result<string> => {
    const parsed = parseServerAddress(text);
    return 'address' in parsed ? ok(parsed.address) : fail('invitation.wrongScheme', 'never');
  };
  return {
    async open(place) {
      const member = await secretariat.member();
      if (member === null) return fail('sync.notJoined', 'never');
      const opened = await sync.call(pairingPaths.open, place, pairingOpenedSchema);
      return opened.ok ? ok({ ...opened.value, address: member.address }) : opened;
    },
    async look(pairingId) {
      const looked = await sync.call(pairingPaths.look, { pairingId }, pairingLookSchema);
      return looked.ok ? ok(looked.value.request) : looked;
    },
    accept: (entry) => sync.call(pairingPaths.accept, entry, pairingAcceptedSchema),
    async ask({ address, ...body }) {
      const server = canonical(address);
      if (!server.ok) return server;
      // Nothing of this device leaves before it is sure whose server it is.
      const trusted = await secretariat.check(server.value);
      if (!trusted.ok) return trusted;
      const asked = await callServer(fetch, { url: server.value + pairingPaths.ask, body, answer: statusSchema, refusals: [...refusals, 'request.malformed'], timeoutMs: callTimeoutMs });
      // A server from before the signature takes no request that carries one.
      if (!asked.ok && asked.error.code === 'request.malformed') return fail('secretariat.otherVersion', 'never');
      return asked.ok ? ok(null) : asked;
    },
    async result({ address, ...body }) {
      const server = canonical(address);
      if (!server.ok) return server;
      return callServer(fetch, { url: server.value + pairingPaths.result, body, answer: pairingResultSchema, refusals, maxBytes: 512 * 1024, timeoutMs: callTimeoutMs });
    },
  };
}
