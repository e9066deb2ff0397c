import { constants } from 'node:fs';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseRange } from './parseRange.ts';
import { refuse } from './refuse.ts';

/** A name that a repository has: no dot in front, nothing encoded, no separator of any system. */
const segment = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/u;
/** Files whose name holds their hash or version never change: `12.targets.json`, `<hash>.manifest.json`, `<hash>`. */
const neverChanges = /^(?:\d+\.[^/]+\.json|[0-9a-f]{64}(?:\..+)?)$/u;
const maxPathLength = 400;

/**
 * Answers a request for a file below `folder`: whole or one range of bytes, never a folder's list, never what lies behind a symbolic
 * link. Everything that is not a plain file there is "not found", without saying why.
 */
export async function serveRepositoryFile(folder: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const found = await openFile(folder, (request.raw.url ?? '').slice('/repository/'.length));
  if (found === null) return refuse(reply, 404, 'request.notFound');
  const { handle, name, size, etag } = found;
  reply.header('etag', etag);
  reply.header('accept-ranges', 'bytes');
  reply.header('cache-control', neverChanges.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache');
  reply.type(name.endsWith('.json') ? 'application/json; charset=utf-8' : 'application/octet-stream');
  if (request.headers['if-none-match'] === etag) {
    await handle.close();
    return reply.code(304).send();
  }
  const ifRange = request.headers['if-range'];
  const range = ifRange === undefined || ifRange === etag ? parseRange(request.headers.range, size) : 'whole';
  if (range === 'unsatisfiable') {
    await handle.close();
    reply.header('content-range', `bytes */${size}`);
    return refuse(reply, 416, 'request.range');
  }
  const { start, end } = range === 'whole' ? { start: 0, end: size - 1 } : range;
  if (range !== 'whole') {
    reply.code(206);
    reply.header('content-range', `bytes ${start}-${end}/${size}`);
  }
  reply.header('content-length', end - start + 1);
  if (request.method === 'HEAD' || size === 0) {
    await handle.close();
    return reply.send();
  }
  return reply.send(handle.createReadStream({ start, end }));
}

interface OpenedFile {
  readonly handle: FileHandle;
  readonly name: string;
  readonly size: number;
  readonly etag: string;
}

async function openFile(folder: string, url: string): Promise<OpenedFile | null> {
  const segments = (url.split('?', 1)[0] ?? '').split('/');
  if (url.length > maxPathLength || !segments.every((part) => segment.test(part) && !part.includes('..'))) return null;
  try {
    const root = await realpath(folder);
    const file = path.join(root, ...segments);
    // A symbolic link anywhere on the way makes the real path another one.
    if ((await realpath(file)) !== file || !(await stat(file)).isFile()) return null;
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const facts = await handle.stat();
    return { handle, name: segments.at(-1) ?? '', size: facts.size, etag: `"${facts.size.toString(36)}-${Math.trunc(facts.mtimeMs).toString(36)}-${facts.ino.toString(36)}"` };
  } catch {
    return null;
  }
}
