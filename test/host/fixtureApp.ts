import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Launched } from './launch.ts';

/** The folder of the small app that the host's own specs run. */
export const fixtureApp = path.join(import.meta.dirname, 'fixture-app');

declare global {
  interface Window {
    readonly fixture: {
      call(channel: string, ...args: unknown[]): Promise<unknown>;
      note(text: string): void;
      on(channel: string, listener: (...args: unknown[]) => void): () => void;
      throws(): void;
      needs(name: string): string;
      readonly nested: { readonly list: readonly unknown[] };
      readonly process: { readonly platform: string; readonly sandboxed: boolean; readonly electron: string };
    };
  }
}

/** What the fixture's main has noted so far, entry by entry; with a name, only those entries. */
export async function seen(app: Launched, name?: string): Promise<unknown[][]> {
  const all = await app.evaluate(() => (globalThis as unknown as { seen: unknown[][] }).seen);
  return name === undefined ? all : all.filter(([first]) => first === name);
}

export interface LoopbackServer {
  readonly url: string;
  /** Method and path of every request that arrived. */
  readonly hits: string[];
  close(): void;
}

/** A server on the loopback address that lets every origin read its answers and counts who came. */
export async function loopbackServer(answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => response.end('hello from loopback')): Promise<LoopbackServer> {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(404).end();
    hits.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { hits, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => { server.closeAllConnections(); server.close(); } };
}
