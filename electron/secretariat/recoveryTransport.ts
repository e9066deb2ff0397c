import { statusSchema } from '../../shared/contracts/secretariatApi.ts';
import {
  recoveryBoxSchema,
  recoveryChallengeSchema,
  recoveryEnteredSchema,
  recoveryRefusals,
  sheetLookSchema,
  sheetPaths,
  type KeptSheet,
  type RecoveryBox,
  type RecoveryBoxRequest,
  type RecoveryEnter,
  type RecoveryEntered,
  type SheetPut,
} from '../../shared/contracts/sheetApi.ts';
import { parseServerAddress } from '../../shared/domain/serverAddress.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import type { Fetch } from './answerKind.ts';
import { callServer } from './callServer.ts';
import type { SecretariatClient } from './createSecretariatClient.ts';
import type { SyncTransport } from './syncTransport.ts';

/** Recovery sheets at the server. Words never come here, nor anything that could be made into them. */
export interface RecoveryTransport {
  put(sheet: SheetPut): Promise<Result<null>>;
  remove(sheetId: string): Promise<Result<null>>;
  look(): Promise<Result<KeptSheet | null>>;
  challenge(place: { readonly address: string; readonly sheetId: string }): Promise<Result<{ readonly serverId: string; readonly challenge: string }>>;
  box(asked: RecoveryBoxRequest & { readonly address: string }): Promise<Result<RecoveryBox>>;
  enter(entry: RecoveryEnter & { readonly address: string }): Promise<Result<RecoveryEntered>>;
}

export interface RecoveryTransportOptions {
  readonly fetch: Fetch;
  readonly secretariat: Pick<SecretariatClient, 'check'>;
  readonly sync: Pick<SyncTransport, 'call'>;
  readonly callTimeoutMs?: number;
}

export function createRecoveryTransport({ fetch, secretariat, sync, callTimeoutMs = 15_000 }: RecoveryTransportOptions): RecoveryTransport {
  const server = (text: string): Result<string> => {
    const parsed = parseServerAddress(text.trim());
    return 'address' in parsed ? ok(parsed.address) : fail('recovery.badAddress', 'now');
  };
  return {
    async put(sheet) {
      const kept = await sync.call(sheetPaths.sheet, sheet, statusSchema);
      return kept.ok ? ok(null) : kept;
    },
    async remove(sheetId) {
      const removed = await sync.call(sheetPaths.remove, { sheetId }, statusSchema);
      return removed.ok ? ok(null) : removed;
    },
    async look() {
      const looked = await sync.call(sheetPaths.sheet, undefined, sheetLookSchema);
      return looked.ok ? ok(looked.value.sheet) : looked;
    },
    async challenge({ address, sheetId }) {
      const at = server(address);
      if (!at.ok) return at;
      // Nothing of the sheet leaves before it is sure whose server it is.
      const trusted = await secretariat.check(at.value);
      if (!trusted.ok) return trusted;
      const asked = await callServer(fetch, { url: at.value + sheetPaths.challenge, body: { sheetId }, answer: recoveryChallengeSchema, timeoutMs: callTimeoutMs });
      return asked.ok ? ok({ ...asked.value, serverId: trusted.value.serverId }) : asked;
    },
    async box({ address, ...body }) {
      const at = server(address);
      return at.ok ? callServer(fetch, { url: at.value + sheetPaths.box, body, answer: recoveryBoxSchema, refusals: recoveryRefusals, maxBytes: 512 * 1024, timeoutMs: callTimeoutMs }) : at;
    },
    async enter({ address, ...body }) {
      const at = server(address);
      return at.ok ? callServer(fetch, { url: at.value + sheetPaths.enter, body, answer: recoveryEnteredSchema, refusals: recoveryRefusals, timeoutMs: callTimeoutMs }) : at;
    },
  };
}
