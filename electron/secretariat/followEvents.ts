import { createParser } from 'eventsource-parser';
import * as v from 'valibot';
import { newsEventName } from '../../shared/contracts/syncApi.ts';
import { apiPaths, editionEventName, editionEventSchema } from '../../shared/contracts/secretariatApi.ts';
import { chunksOf, jsonOf } from './answerBody.ts';
import { discard, isFromElsewhere, plainRequest, type Fetch } from './answerKind.ts';

export interface EventStreamOptions {
  readonly fetch: Fetch;
  readonly address: string;
  readonly signal: AbortSignal;
  /** Time until the server has to answer, and time without a byte after which the connection counts as dead. Milliseconds. */
  readonly connectTimeoutMs: number;
  readonly silenceMs: number;
  onOpen(): void;
  /** Bytes arrived, if only a heartbeat. */
  onHeard(): void;
  onEdition(number: number): void;
  /** Token of this device's session: with it the stream also says when another device of the person has sent something. */
  token?(): string | null;
  onNews?(): void;
  /** The server no longer takes the token. */
  onSessionEnded?(): void;
}

/** How a stream ended. `retryAfterMs` is what the server asked for. */
export interface StreamEnd {
  readonly reason: 'unreachable' | 'captivePortal' | 'badAnswer' | 'busy' | 'silent' | 'ended' | 'sessionEnded' | 'stopped';
  readonly opened: boolean;
  readonly retryAfterMs: number;
}

/** Characters of one event that are kept at most; the server's events have less than a hundred. */
const maxEventLength = 4_096;
/** However long a server asks to be left alone, it is asked again after this. Milliseconds. */
const longestRetryAfterMs = 10 * 60 * 1_000;

/** Keeps one event stream open until it ends, for whatever reason. Never throws. */
export async function followEvents(options: EventStreamOptions): Promise<StreamEnd> {
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  let silent = false;
  let watchdog: NodeJS.Timeout | undefined;
  const expectWithin = (ms: number): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => {
      silent = true;
      ending.abort();
    }, ms);
  };
  let opened = false;
  const end = (reason: StreamEnd['reason'], retryAfterMs = 0): StreamEnd => ({ reason: options.signal.aborted ? 'stopped' : reason, opened, retryAfterMs });
  try {
    expectWithin(options.connectTimeoutMs);
    const token = options.token?.() ?? null;
    const response = await unlessAborted(options.fetch(`${options.address}${apiPaths.events}`, { ...plainRequest, signal, headers: { accept: 'text/event-stream', ...(token === null ? {} : { authorization: `Bearer ${token}` }) } }), signal);
    if (response.status === 401 && token !== null && !isFromElsewhere(response)) {
      discard(response);
      options.onSessionEnded?.();
      return end('sessionEnded');
    }
    const refusal = refusalOf(response);
    if (refusal !== null) {
      discard(response);
      return end(refusal, retryAfter(response));
    }
    opened = true;
    options.onOpen();
    expectWithin(options.silenceMs);
    const parser = createParser({
      maxBufferSize: maxEventLength,
      onEvent: ({ event, data }) => {
        if (event === newsEventName && !options.signal.aborted) options.onNews?.();
        if (event !== editionEventName) return; // a kind that this version does not know
        const parsed = v.safeParse(editionEventSchema, jsonOf(data));
        if (parsed.success && !options.signal.aborted) options.onEdition(parsed.output.number);
      },
      onError: (error) => {
        if (error.type === 'max-buffer-size-exceeded') ending.abort();
      },
    });
    const decoder = new TextDecoder();
    const chunks = chunksOf(response)[Symbol.asyncIterator]();
    for (;;) {
      const next = await unlessAborted(chunks.next(), signal);
      if (next.done === true) return end('ended');
      expectWithin(options.silenceMs);
      options.onHeard();
      parser.feed(decoder.decode(next.value, { stream: true }));
    }
  } catch {
    return end(silent ? (opened ? 'silent' : 'unreachable') : opened ? 'ended' : 'unreachable');
  } finally {
    clearTimeout(watchdog);
    ending.abort();
  }
}

function refusalOf(response: Response): 'captivePortal' | 'badAnswer' | 'busy' | null {
  if (isFromElsewhere(response)) return 'captivePortal';
  if (response.status === 429 || response.status === 503) return 'busy';
  const isStream = /^text\/event-stream\b/iu.test(response.headers.get('content-type') ?? '');
  return response.status === 200 && isStream && response.body !== null ? null : 'badAnswer';
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, longestRetryAfterMs) : 0;
}

/** Some implementations of fetch leave a read hanging after an abort; this one ends. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Error('aborted'));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
