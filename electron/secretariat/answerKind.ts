/** The part of fetch that the Secretariat's client uses; Electron's `net.fetch` and Node's `fetch` both have it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Never cookies, cache or another address than the one that was asked. */
export const plainRequest = { redirect: 'manual', credentials: 'omit', cache: 'no-store' } as const satisfies RequestInit;

/**
 * Whether an answer can be the Secretariat's at all. Networks in hotels, airports and aeroplanes answer in place of every server, with
 * a web page or by sending the caller elsewhere.
 */
export function isFromElsewhere(response: Response): boolean {
  const isRedirect = response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400);
  return isRedirect || response.status === 511 || /^(?:text\/html|application\/xhtml)/iu.test(response.headers.get('content-type') ?? '');
}

/** Frees the connection of an answer whose body is not wanted. */
export const discard = (response: Response): void => void response.body?.cancel().catch(() => undefined);
