import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type * as Electron from 'electron';
import { nextNumber } from './hostState.ts';
import { named } from './named.ts';
import { answerByProtocol, isHandled } from './protocol.ts';
import { askHook } from './webRequest.ts';

/** Node's error codes as Chromium's names. */
const names: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'ERR_CONNECTION_REFUSED', ECONNRESET: 'ERR_CONNECTION_RESET', UND_ERR_SOCKET: 'ERR_CONNECTION_CLOSED', ENOTFOUND: 'ERR_NAME_NOT_RESOLVED', EAI_AGAIN: 'ERR_NAME_NOT_RESOLVED',
  ETIMEDOUT: 'ERR_TIMED_OUT', UND_ERR_CONNECT_TIMEOUT: 'ERR_CONNECTION_TIMED_OUT', EHOSTUNREACH: 'ERR_ADDRESS_UNREACHABLE', ENETUNREACH: 'ERR_ADDRESS_UNREACHABLE',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'ERR_CERT_AUTHORITY_INVALID', SELF_SIGNED_CERT_IN_CHAIN: 'ERR_CERT_AUTHORITY_INVALID', CERT_HAS_EXPIRED: 'ERR_CERT_DATE_INVALID',
};
type FetchInit = RequestInit & { bypassCustomProtocolHandlers?: boolean };

/** Node's fetch with Electron's surroundings: streams and abort signals are Node's own; proxy, certificates and cookies are not Chromium's. */
async function hostFetch(input: string | Request, init: FetchInit = {}): Promise<Response> {
  const { bypassCustomProtocolHandlers = false, ...rest } = init;
  const request = new Request(input, rest);
  const { url } = request;
  if (!online) throw new Error('net::ERR_INTERNET_DISCONNECTED');
  // The session's listener sees main's own requests too.
  const before = await askHook('onBeforeRequest', { id: nextNumber(), url, method: request.method, referrer: '', timestamp: Date.now(), resourceType: 'other', uploadData: [] });
  if (before.cancel) throw new Error('net::ERR_BLOCKED_BY_CLIENT');
  if (url.startsWith('file:')) {
    try {
      return new Response(await readFile(fileURLToPath(url)));
    } catch {
      throw new Error('net::ERR_FILE_NOT_FOUND');
    }
  }
  if (isHandled(url) && !bypassCustomProtocolHandlers) {
    const answered = await answerByProtocol(request);
    if (answered) return answered;
  }
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    const cause = (error as { cause?: { code?: string } }).cause;
    throw Object.assign(new Error(`net::${names[cause?.code ?? ''] ?? 'ERR_FAILED'}`), { cause: error });
  }
}

let online = process.env.HOST_OFFLINE !== '1';
export const net = named('net', {
  fetch: hostFetch,
  isOnline: (): boolean => online,
  get online(): boolean { return online; },
  /** For specs: cuts main off from every network, loopback too. */
  setOnline(value: boolean): void { online = value; },
} satisfies Pick<Electron.Net, 'fetch' | 'isOnline' | 'online'> & { setOnline(value: boolean): void });
