import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import { decodePull, encodePull } from '../../../shared/contracts/syncWire.ts';
import type { SimRandom } from './simRandom.ts';
import type { SimSchedule } from './simSchedule.ts';
import { syncPaths } from '../../../shared/contracts/syncApi.ts';

/** What can happen to one request. `endDuring` ends the device's program while it waits for the answer. */
const networkFaults = ['requestLost', 'answerLost', 'sentTwice', 'cutAnswer', 'portal', 'serverError', 'wrongBytes', 'hidesNewest', 'endDuring', 'serverKilled'] as const;

/** The real fetch, with faults by chance. */
export class SimNetwork {
  readonly #random: SimRandom;
  readonly #device: string;
  /** Whose turn it is to ask, where that is to be the same each time; else requests meet at the server as they come. */
  readonly #schedule: SimSchedule | null;
  /** Probability that something happens to a request. */
  faulty = 0;
  down = false;
  /** Every request is answered by the page of a network that wants a sign-in. */
  portal = false;
  /** Requests that get through before the link is cut. */
  allowed = Infinity;
  /** Ends the server's process in the middle of a request, where it has one of its own. */
  killServer: (() => Promise<void>) | null = null;
  requests = 0;
  receivedBytes = 0;
  /** The next piece that is fetched is cut off after so many bytes. */
  cutNext: number | null = null;
  /** Runs once before the next push leaves. */
  beforePush: (() => Promise<unknown>) | null = null;

  constructor(random: SimRandom, device: string, schedule: SimSchedule | null = null) {
    this.#random = random;
    this.#device = device;
    this.#schedule = schedule;
  }

  fetchFor(run: { ended: boolean }, end: () => void): (url: string, init: RequestInit) => Promise<Response> {
    return async (url, init) => {
      if (run.ended) return new Promise(() => undefined);
      this.requests += 1;
      if (this.down || this.allowed-- <= 0) throw new Error('no network');
      if (this.portal) return signInPage();
      if (this.beforePush !== null && url.endsWith(syncPaths.push)) {
        const { beforePush } = this;
        this.beforePush = null;
        await beforePush();
      }
      const fault = this.#random.chance(this.faulty) ? this.#random.pick(networkFaults) : null;
      if (fault === 'requestLost') throw new Error('lost');
      if (fault === 'portal') return signInPage();
      if (fault === 'serverError') return new Response('{"code":"server.failed"}', { status: 500, headers: { 'content-type': 'application/json' } });
      if (fault === 'serverKilled' && this.killServer !== null) {
        // Whether the push was written then is for the server's database to say.
        const answering = fetch(url, init).then(() => null, () => null);
        await pause(this.#random.below(6));
        await this.killServer();
        await answering;
        throw new Error('the server was killed');
      }
      const { response, body } = await this.#inTurn(url, init, fault === 'sentTwice' ? 2 : 1);
      this.receivedBytes += body.byteLength;
      if (this.cutNext !== null && init.method !== 'POST' && url.includes('/v1/chunks')) {
        const kept = body.subarray(0, this.cutNext);
        this.cutNext = null;
        return new Response(Buffer.from(kept), { status: response.status, headers: response.headers });
      }
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

  /** The first of the answers to a request that is sent so many times. */
  #inTurn(url: string, init: RequestInit, times: number): Promise<{ readonly response: Response; readonly body: Uint8Array }> {
    const send = async () => {
      const response = await fetch(url, init);
      const body = new Uint8Array(await response.arrayBuffer());
      for (let sent = 1; sent < times; sent += 1) await (await fetch(url, init)).arrayBuffer();
      return { response, body };
    };
    const { pathname } = new URL(url);
    return this.#schedule === null ? send() : this.#schedule.ask({ device: this.#device, path: pathname, body: pathname === syncPaths.push ? (init.body as Uint8Array) : null }, send);
  }
}

const signInPage = (): Response => new Response('<html>Sign in to the network</html>', { status: 200, headers: { 'content-type': 'text/html' } });

/** A server that shows one device an older history than the others: its newest record is missing, and nothing says so. */
function hideNewest(url: string, body: Uint8Array): Response {
  const page = decodePull(body, Number(new URL(url).searchParams.get('after')));
  const shown = page?.records.slice(0, -1) ?? [];
  const last = shown.at(-1)?.number;
  const bytes = page === null || last === undefined ? body : encodePull({ ...page, records: shown, last, next: last });
  return new Response(Buffer.from(bytes), { status: 200, headers: { 'content-type': 'application/octet-stream' } });
}
