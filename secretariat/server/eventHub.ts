import type { ServerResponse } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';
import { editionEventName, heartbeatMs } from '../../shared/contracts/secretariatApi.ts';
import { newsEventName } from '../../shared/contracts/syncApi.ts';
import type { PublishedEdition } from './publishedEdition.ts';

export interface EventHub {
  readonly size: number;
  /** Takes over a response; false when there are as many streams as this server holds. */
  add(response: ServerResponse, lastEventId: string | undefined, listener?: Listener): boolean;
  announce(edition: PublishedEdition): Promise<void>;
  /** Says "new" to the devices of an account, except to the one that pushed. */
  tellNews(accountId: string, exceptDeviceId: string): void;
  /** Ends the streams of a device. */
  cut(deviceId: string): void;
  close(): void;
}

/** Whose stream it is, where the caller has a session. */
export interface Listener {
  readonly accountId: string;
  readonly deviceId: string;
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
const newsEvent = `event: ${newsEventName}\ndata: {}\n\n`;

/** Holds the open event streams. One timer serves them all, and nothing is kept for a stream but its response. */
export function createEventHub(options: EventHubOptions): EventHub {
  const streams = new Set<ServerResponse>();
  /** By account: the streams of its devices. */
  const listeners = new Map<string, Map<ServerResponse, string>>();
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
    add(response, lastEventId, listener) {
      if (closed || streams.size >= options.maxStreams) return false;
      streams.add(response);
      if (listener !== undefined) {
        const ofAccount = listeners.get(listener.accountId) ?? new Map<ServerResponse, string>();
        listeners.set(listener.accountId, ofAccount.set(response, listener.deviceId));
      }
      response.on('close', () => {
        streams.delete(response);
        if (listener === undefined) return;
        const ofAccount = listeners.get(listener.accountId);
        ofAccount?.delete(response);
        if (ofAccount?.size === 0) listeners.delete(listener.accountId);
      });
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
    tellNews(accountId, exceptDeviceId) {
      for (const [response, deviceId] of listeners.get(accountId) ?? []) if (deviceId !== exceptDeviceId) write(response, newsEvent);
    },
    cut(deviceId) {
      for (const ofAccount of listeners.values()) for (const [response, id] of ofAccount) if (id === deviceId) response.end();
    },
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
