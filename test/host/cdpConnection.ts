import type { Readable, Writable } from 'node:stream';
import { EventEmitter } from 'node:events';
import type { CDPSession } from 'playwright-core';

/** One protocol session: the browser's own, or one attached to a page. The types are Playwright's, the client is ours. */
export interface CdpSession {
  send: CDPSession['send'];
  on: CDPSession['on'];
}
declare const typed: CDPSession;
export type PausedRequest = Parameters<Parameters<typeof typed.on<'Fetch.requestPaused'>>[1]>[0];

interface Reply { id?: number; method?: string; params?: unknown; sessionId?: string; result?: unknown; error?: { message: string } }

/**
 * Speaks Chromium's protocol over the pipe that `--remote-debugging-pipe` opens: JSON texts ended by a NUL byte.
 * A pipe and not a socket, because Chromium ends itself when the pipe closes: no window outlives the host, however the host ends.
 */
export class CdpConnection {
  readonly browser: CdpSession;
  /** Resolves when Chromium is gone. */
  readonly closed: Promise<void>;
  readonly #sessions = new Map<string, EventEmitter>();
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  readonly #out: Writable;
  #next = 1;
  #over = false;

  constructor(out: Writable, input: Readable) {
    this.#out = out;
    out.on('error', () => undefined); // a broken pipe is reported by `closed`
    let parts: Buffer[] = [];
    input.on('data', (chunk: Buffer) => {
      let from = 0;
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, from)) {
        parts.push(chunk.subarray(from, end));
        this.#receive(Buffer.concat(parts).toString('utf8'));
        parts = [];
        from = end + 1;
      }
      if (from < chunk.length) parts.push(chunk.subarray(from));
    });
    this.closed = new Promise((resolve) => input.once('close', resolve));
    void this.closed.then(() => {
      this.#over = true;
      for (const waiter of this.#waiting.values()) waiter.reject(new Error('Chromium is gone'));
      this.#waiting.clear();
    });
    this.browser = this.session('');
  }

  session(sessionId: string): CdpSession {
    const events = this.#sessions.get(sessionId) ?? new EventEmitter().setMaxListeners(0);
    this.#sessions.set(sessionId, events);
    const send = (method: string, params: object = {}): Promise<unknown> => {
      if (this.#over) return Promise.reject(new Error('Chromium is gone'));
      const id = this.#next++;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      this.#waiting.set(id, { resolve, reject: (error) => reject(new Error(`${method}: ${error.message}`)) });
      this.#out.write(`${JSON.stringify({ id, method, params, ...(sessionId === '' ? {} : { sessionId }) })}\0`);
      return promise;
    };
    const on = (name: string | symbol, listener: (payload: never) => void): CdpSession => {
      events.on(name, listener as (payload: unknown) => void);
      return session;
    };
    const session: CdpSession = { send: send as CdpSession['send'], on: on as unknown as CdpSession['on'] };
    return session;
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as Reply;
    if (message.id !== undefined) {
      const waiter = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) waiter?.reject(new Error(message.error.message));
      else waiter?.resolve(message.result);
    } else if (message.method !== undefined) {
      this.#sessions.get(message.sessionId ?? '')?.emit(message.method, message.params);
    }
  }
}
