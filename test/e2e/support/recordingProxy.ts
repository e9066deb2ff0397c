import { createServer, connect, type Server, type Socket } from 'node:net';

export interface RecordingProxy {
  readonly port: number;
  /** Every byte that clients have sent towards the server so far. */
  sent(): Buffer;
  /** Request lines that were sent, such as `GET /v1/events`. */
  requests(): string[];
  /** Lets so many further bytes through to the server (`up`) or from it (`down`), and keeps what comes behind them back until the answer is called. */
  hold(way: Way, afterBytes: number): () => void;
  /** Where connections go from now on; null refuses them. */
  forwardTo(port: number | null): Promise<void>;
  close(): Promise<void>;
}

export type Way = 'up' | 'down';

/** A TCP relay in front of a server that keeps what goes to the server: method, address, headers and bodies alike, since all of it is plain here. */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const held = new Map<Way, { left: number; readonly waiting: Set<Socket> }>();
  let target: number | null = null;
  let server: Server | undefined;
  let port = 0;

  const relay = (way: Way, from: Socket, to: Socket): void => {
    from.on('end', () => to.end());
    to.on('drain', () => held.get(way)?.waiting.has(from) === true || from.resume());
    from.on('data', (chunk: Buffer) => {
      const hold = held.get(way);
      if (hold !== undefined && (hold.left -= chunk.byteLength) <= 0) {
        hold.waiting.add(from);
        from.pause();
      }
      if (!to.write(chunk)) from.pause();
    });
  };

  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server = createServer((client) => {
        if (target === null) return void client.destroy();
        const upstream = connect(target, '127.0.0.1');
        for (const socket of [client, upstream]) {
          sockets.add(socket);
          socket.on('close', () => sockets.delete(socket));
        }
        client.on('data', (chunk) => chunks.push(chunk));
        const both = (): void => void (client.destroy(), upstream.destroy());
        client.on('error', both);
        upstream.on('error', both);
        relay('up', client, upstream);
        relay('down', upstream, client);
      });
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        const address = server?.address();
        if (typeof address === 'object' && address !== null) port = address.port;
        resolve();
      });
    });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      if (server === undefined) return resolve();
      server.close(() => resolve());
      server = undefined;
    });

  await listen();
  return {
    get port() {
      return port;
    },
    sent: () => Buffer.concat(chunks),
    requests: () => [...Buffer.concat(chunks).toString('latin1').matchAll(/(?:^|\n)((?:GET|HEAD|POST|PUT|DELETE) \S+) HTTP\/1\.1\r/g)].map(([, line]) => line ?? ''),
    hold(way, afterBytes) {
      const hold = { left: afterBytes, waiting: new Set<Socket>() };
      held.set(way, hold);
      return () => {
        held.delete(way);
        for (const socket of hold.waiting) socket.resume();
      };
    },
    async forwardTo(next) {
      target = next;
      if (next === null) await stop();
      else if (server === undefined) await listen();
    },
    close: stop,
  };
}
