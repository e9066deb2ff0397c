import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientLimits } from './clientLimits.ts';
import { editionFailure, isEditionFailure } from './editionFailure.ts';
import type { FetchedResponse, Fetcher } from './httpFetcher.ts';
import { readBounded } from './readBounded.ts';
import type { ReadOptions, RepositoryReader } from './repositoryReader.ts';

/** An attempt that gained fewer bytes than this counts as fruitless, so that a server cannot hold a client by a byte at a time. */
const worthwhileBytes = 1_024;

/**
 * Reads a repository from a server. A connection that breaks is taken up where it broke; the caller checks hashes.
 * @param baseUrl address above `metadata` and `targets`; https, or http on this machine
 */
export function httpReader(baseUrl: string, fetcher: Fetcher, limits: ClientLimits): RepositoryReader {
  const base = checkedBase(baseUrl);
  return {
    async read(file, options) {
      const first = await readWithResume(new URL(file, base).href, file, options, fetcher, limits);
      if (!first || options.sha256 === undefined || !first.resumed || hashOf(first.bytes) === options.sha256) return first?.bytes ?? null;
      // Parts of two different files may have met at the break. Once more from the start tells that from a file that was changed.
      options.onBytes?.(-first.bytes.length);
      options.partial?.clear();
      await options.partial?.settled();
      return (await readWithResume(new URL(file, base).href, file, { ...options, partial: undefined }, fetcher, limits))?.bytes ?? null;
    },
  };
}

async function readWithResume(url: string, file: string, options: ReadOptions, fetcher: Fetcher, limits: ClientLimits): Promise<{ bytes: Uint8Array; resumed: boolean } | null> {
  const held: Uint8Array[] = [];
  let length = 0;
  let resumed = false;
  const startOver = (): void => {
    options.partial?.clear();
    options.onBytes?.(-length);
    held.length = 0;
    length = 0;
  };
  const kept = (await options.partial?.read(options.maxBytes)) ?? new Uint8Array();
  if (kept.length > 0) {
    held.push(kept);
    length = kept.length;
    resumed = true;
    options.onBytes?.(length);
    if (length === options.maxBytes) return { bytes: kept, resumed };
  }
  for (let fruitless = 0; ; ) {
    const before = length;
    try {
      const found = await readBounded({
        url,
        headers: length > 0 ? { range: `bytes=${length}-`, 'accept-encoding': 'identity' } : {},
        fetcher,
        limits,
        signal: options.signal,
        onResponse(response) {
          if (!isFound(response, file)) return false;
          if (length > 0 && rangeStart(response) !== length) startOver();
          else if (length > 0) resumed = true;
          const announced = Number(response.headers.get('content-length') ?? 0);
          if (announced + length > options.maxBytes) throw editionFailure('edition.tooLarge', { file, bytes: announced + length, maxBytes: options.maxBytes });
          if (announced > 0) options.onSize?.(announced + length);
          return true;
        },
        onChunk(chunk) {
          held.push(chunk);
          length += chunk.length;
          if (length > options.maxBytes) throw editionFailure('edition.tooLarge', { file, maxBytes: options.maxBytes });
          options.partial?.add(chunk);
          options.onBytes?.(chunk.length);
        },
      });
      return found ? { bytes: Buffer.concat(held), resumed } : null;
    } catch (error) {
      if (options.signal?.aborted) throw editionFailure('edition.cancelled', { file }, error);
      if (error instanceof RangeRefused) startOver();
      else if (isEditionFailure(error)) throw error;
      fruitless = length - before >= worthwhileBytes ? 0 : fruitless + 1;
      if (fruitless >= limits.maxFruitlessAttempts) throw editionFailure('edition.noNetwork', { file }, error);
      await wait(limits.retryDelayMs, undefined, { signal: options.signal }).catch((reason: unknown) => {
        throw editionFailure('edition.cancelled', { file }, reason);
      });
    }
  }
}

class RangeRefused extends Error {}

/** False where the server has no such file. Anything but the file itself or its absence is a server that cannot be used now. */
function isFound(response: FetchedResponse, file: string): boolean {
  const { status } = response;
  if (status === 404 || status === 403 || status === 410) return false;
  if (status === 416) throw new RangeRefused();
  // The page of a hotel's or an airport's network, which answers in the place of every server, or sends there.
  if ((status >= 300 && status < 400) || status === 511) throw editionFailure('edition.captivePortal', { file, status });
  if (status !== 200 && status !== 206) throw editionFailure('edition.noNetwork', { file, status });
  if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) throw editionFailure('edition.captivePortal', { file, status });
  return true;
}

function rangeStart(response: FetchedResponse): number | null {
  if (response.status !== 206) return null;
  const match = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  return match ? Number(match[1]) : null;
}

function checkedBase(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`) : null;
  if (!url || url.username !== '' || url.password !== '' || !(url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname)))) {
    throw editionFailure('edition.noNetwork', { reason: 'address' });
  }
  return url;
}

const isThisMachine = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
