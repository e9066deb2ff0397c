import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface SlowLink {
  readonly address: string;
  /** Breaks every connection. */
  cut(): void;
  close(): Promise<void>;
}

/** A link of so many bits a second each way before a server on this machine. Answers its address. */
export async function slowLink(target: string, bitsPerSecond: number, delayMs = 0): Promise<SlowLink> {
  const { port, hostname } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [[near, far], [far, near]] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
      let freeAt = 0;
      // Timers may fire out of their order when the program is busy; the bytes never leave out of theirs.
      const underWay: Buffer[] = [];
      from.on('data', (chunk: Buffer) => {
        underWay.push(chunk);
        // The bytes leave the link when all before them have, and those of their own time on it.
        freeAt = Math.max(performance.now(), freeAt) + (chunk.byteLength * 8_000) / bitsPerSecond;
        from.pause();
        setTimeout(() => from.resume(), Math.max(0, freeAt - performance.now()));
        setTimeout(() => void to.write(underWay.shift() ?? ''), Math.max(0, freeAt + delayMs - performance.now()));
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}
