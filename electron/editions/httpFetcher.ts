/** The part of a response that the client uses. A `Response` of fetch has it. */
export interface FetchedResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array> | null;
}

/** Makes one request. It must not follow redirects: an address outside the Secretariat's is none of its business. */
export type Fetcher = (url: string, init: { readonly signal: AbortSignal; readonly headers: Readonly<Record<string, string>> }) => Promise<FetchedResponse>;

/** A fetcher on Node's or Electron's own `fetch`, without cookies, cache or redirects. */
export const httpFetcher =
  (fetchLike: typeof fetch): Fetcher =>
  (url, { signal, headers }) =>
    fetchLike(url, { signal, headers: { ...headers }, redirect: 'manual', credentials: 'omit', cache: 'no-store' });
