import type { ClientLimits } from './clientLimits.ts';
import { editionFailure } from './editionFailure.ts';
import type { FetchedResponse, Fetcher } from './httpFetcher.ts';

export interface BoundedRead {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetcher: Fetcher;
  readonly limits: Pick<ClientLimits, 'windowMs' | 'minBytesPerWindow'>;
  readonly signal: AbortSignal | undefined;
  /** False ends the request without reading its body. */
  onResponse(response: FetchedResponse): boolean;
  onChunk(chunk: Uint8Array): void;
}

/**
 * One request, read chunk by chunk. It ends at once when a callback throws, when the caller cancels, or when less than the least rate
 * arrives; the connection is closed then, so that a server cannot go on filling buffers.
 * @throws FailureError `edition.tooSlow`; otherwise what the callbacks or the fetcher throw
 */
export async function readBounded(request: BoundedRead): Promise<boolean> {
  const { limits } = request;
  const ending = new AbortController();
  const cancel = (): void => ending.abort(request.signal?.reason);
  if (request.signal?.aborted) cancel();
  request.signal?.addEventListener('abort', cancel, { once: true });
  let arrived = 0;
  const watch = setInterval(() => {
    if (arrived < limits.minBytesPerWindow) ending.abort(editionFailure('edition.tooSlow', { bytes: arrived, windowMs: limits.windowMs }));
    arrived = 0;
  }, limits.windowMs);
  const ended = new Promise<never>((_, reject) => {
    ending.signal.addEventListener('abort', () => reject(ending.signal.reason as Error), { once: true });
    if (ending.signal.aborted) reject(ending.signal.reason as Error);
  });
  ended.catch(() => undefined); // it is awaited only in races
  let finished = false;
  try {
    const response = await Promise.race([request.fetcher(request.url, { signal: ending.signal, headers: request.headers }), ended]);
    if (!request.onResponse(response)) return false;
    if (response.body) {
      // Not `for await`: a body that never yields would then keep us from leaving.
      const chunks = (response.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
      for (;;) {
        const next = await Promise.race([chunks.next(), ended]);
        if (next.done) break;
        arrived += next.value.length;
        request.onChunk(next.value);
      }
    }
    finished = true;
    return true;
  } finally {
    clearInterval(watch);
    request.signal?.removeEventListener('abort', cancel);
    if (!finished) ending.abort(new Error('No more of this answer is read'));
  }
}
