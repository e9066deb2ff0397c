import type { ServerResponse } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';
import { editionEventName, heartbeatMs } from '../../shared/contracts/secretariatApi.ts';
import type { PublishedEdition } from './publishedEdition.ts';

export interface EventHub {
  readonly size: number;
  /** Takes over a response; false when there are as many streams as this server holds. */
  add(response: ServerResponse, lastEventId: string | undefined): boolean;
  announce(edition: PublishedEdition): Promise<void>;
  close(): void;
}

export interface EventHubOptions {
  readonly maxStreams: number;
  readonly heartbeatMs?: number;
  /** Edition to tell a stream that has just been opened. */
  current(): PublishedEdition | null;
}

/** A reader that takes nothing for this many bytes is cut off; it comes back and is told the newest edition then. */
const maxWaitingBytes = 16 * 1024;
/** Streams that are written to before other requests get their turn. */
const sliceSize = 500;
const heartbeat = ':\n\n';

/** Holds the open event streams. One timer serves them all, and nothing is kept for a stream but its response. */
export function createEventHub(options: EventHubOptions): EventHub {
  const streams = new Set<ServerResponse>();
  const timer = setInterval(() => void writeAll(heartbeat), options.heartbeatMs ?? heartbeatMs);
  timer.unref();
  let closed = false;

  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength > maxWaitingBytes) response.destroy();
    else response.write(text);
  };
  const writeAll = async (text: string): Promise<void> => {
    let written = 0;
    for (const response of [...streams]) {
      if (!streams.has(response)) continue;
      write(response, text);
      written += 1;
      if (written % sliceSize === 0) await breathe();
    }
  };

  return {
    get size() {
      return streams.size;
    },
    add(response, lastEventId) {
      if (closed || streams.size >= options.maxStreams) return false;
      streams.add(response);
      response.on('close', () => streams.delete(response));
      response.on('error', () => response.destroy());
      response.socket?.setNoDelay(true);
      response.socket?.setKeepAlive(true, 60_000);
      response.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        // Asks nginx and its like not to hold events back.
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      const edition = options.current();
      response.write(edition === null || idOf(edition) === lastEventId ? heartbeat : eventOf(edition));
      return true;
    },
    announce: (edition) => writeAll(eventOf(edition)),
    close() {
      closed = true;
      clearInterval(timer);
      for (const response of streams) response.end();
    },
  };
}

/** A renewed signature of the same edition is news too: it confirms the text for another day. */
const idOf = (edition: PublishedEdition): string => `${edition.number}-${edition.timestampVersion}`;
const eventOf = (edition: PublishedEdition): string => `event: ${editionEventName}\nid: ${idOf(edition)}\ndata: ${JSON.stringify({ number: edition.number })}\n\n`;
