import { setImmediate as breathe } from 'node:timers/promises';
import { decodePull, encodePull } from '../../../shared/contracts/syncWire.ts';
import type { SimRandom } from './simRandom.ts';

/** What can happen to one request. `endDuring` ends the device's program while it waits for the answer. */
const networkFaults = ['requestLost', 'answerLost', 'sentTwice', 'cutAnswer', 'portal', 'serverError', 'wrongBytes', 'hidesNewest', 'endDuring'] as const;

/** The real fetch, with faults by chance. */
export class SimNetwork {
  readonly #random: SimRandom;
  /** Probability that something happens to a request. */
  faulty = 0;
  down = false;
  requests = 0;
  receivedBytes = 0;
  /** The next piece that is fetched is cut off after so many bytes. */
  cutNext: number | null = null;

  constructor(random: SimRandom) {
    this.#random = random;
  }

  fetchFor(run: { ended: boolean }, end: () => void): (url: string, init: RequestInit) => Promise<Response> {
    return async (url, init) => {
      if (run.ended) return new Promise(() => undefined);
      this.requests += 1;
      if (this.down) throw new Error('no network');
      const fault = this.#random.chance(this.faulty) ? this.#random.pick(networkFaults) : null;
      if (fault === 'requestLost') throw new Error('lost');
      if (fault === 'portal') return new Response('<html>Sign in to the network</html>', { status: 200, headers: { 'content-type': 'text/html' } });
      if (fault === 'serverError') return new Response('{"code":"server.failed"}', { status: 500, headers: { 'content-type': 'application/json' } });
      const response = await fetch(url, init);
      const body = new Uint8Array(await response.arrayBuffer());
      this.receivedBytes += body.byteLength;
      if (this.cutNext !== null && init.method !== 'POST' && url.includes('/v1/chunks')) {
        const kept = body.subarray(0, this.cutNext);
        this.cutNext = null;
        return new Response(Buffer.from(kept), { status: response.status, headers: response.headers });
      }
      if (fault === 'sentTwice') await (await fetch(url, init)).arrayBuffer();
      if (fault === 'answerLost') throw new Error('answer lost');
      if (fault === 'endDuring') end();
      await breathe();
      if (run.ended) return new Promise(() => undefined);
      if (fault === 'hidesNewest' && response.status === 200 && url.includes('/v1/sync/pull')) return hideNewest(url, body);
      const cut = fault === 'cutAnswer' ? body.subarray(0, this.#random.below(body.byteLength + 1)) : body;
      if (fault === 'wrongBytes' && cut.byteLength > 0) cut[this.#random.below(cut.byteLength)]! ^= 1 << this.#random.below(8);
      return new Response(Buffer.from(cut), { status: response.status, headers: response.headers });
    };
  }
}

/** A server that shows one device an older history than the others: its newest record is missing, and nothing says so. */
function hideNewest(url: string, body: Uint8Array): Response {
  const page = decodePull(body, Number(new URL(url).searchParams.get('after')));
  const shown = page?.records.slice(0, -1) ?? [];
  const last = shown.at(-1)?.number;
  const bytes = page === null || last === undefined ? body : encodePull({ ...page, records: shown, last, next: last });
  return new Response(Buffer.from(bytes), { status: 200, headers: { 'content-type': 'application/octet-stream' } });
}
