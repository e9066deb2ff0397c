import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';

/**
 * Lets a stopping server close every connection that has no request under way. Node closes those that had one before, but not those
 * that were opened in advance and never used, as browsers and Node's own fetch do; a stop would wait for them.
 * @returns closes what is quiet now, and every other connection as soon as its request is answered
 */
export function trackConnections(server: Server): () => void {
  const pending = new Map<Socket, number>();
  let closing = false;
  // With TLS the requests name the socket inside, which has an event of its own.
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    pending.set(socket, 0);
    socket.on('close', () => pending.delete(socket));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    pending.set(socket, (pending.get(socket) ?? 0) + 1);
    response.on('close', () => {
      const left = pending.get(socket);
      if (left === undefined) return; // the connection is gone
      pending.set(socket, left - 1);
      if (closing && left === 1) socket.end();
    });
  });
  return () => {
    closing = true;
    for (const [socket, requests] of pending) if (requests === 0) socket.destroy();
  };
}
