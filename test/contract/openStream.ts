import { expect } from 'vitest';

/** An event stream, read event by event. */
export interface TestStream {
  next(): Promise<{ event: string; data: string }>;
  beat(): Promise<void>;
  ended(): Promise<void>;
  lastId(): string;
  close(): void;
}

export async function openStream(address: string, headers: Record<string, string> = {}): Promise<TestStream> {
  const stop = new AbortController();
  const response = await fetch(`${address}/v1/events`, { headers, signal: stop.signal });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const reader = (response.body ?? new ReadableStream()).getReader();
  let text = '';
  let id = '';
  const block = async (): Promise<string | null> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end !== -1) {
        const found = text.slice(0, end);
        text = text.slice(end + 2);
        return found;
      }
      const { value, done } = await reader.read();
      if (done) return null;
      text += Buffer.from(value).toString('utf8');
    }
  };
  const field = (found: string, name: string): string => new RegExp(`^${name}: (.*)$`, 'mu').exec(found)?.[1] ?? '';
  return {
    async next() {
      for (;;) {
        const found = await block();
        if (found === null) throw new Error('the stream ended');
        if (found.startsWith(':')) continue;
        id = field(found, 'id');
        return { event: field(found, 'event'), data: field(found, 'data') };
      }
    },
    async beat() {
      expect(await block()).toBe(':');
    },
    async ended() {
      while ((await block()) !== null);
    },
    lastId: () => id,
    close: () => stop.abort(),
  };
}
