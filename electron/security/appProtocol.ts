import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { policyFor } from './contentSecurityPolicy.ts';

export const appScheme = 'app';
export const appHost = 'bundle';
export const appOrigin = `${appScheme}://${appHost}`;
export const startPage = `${appOrigin}/index.html`;
/** The same page under a name of its own, over the vault that is only played with. A path, because the router reads what stands after a `?`. */
const practiceName = '/practice.html';
export const practicePage = `${appOrigin}${practiceName}`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

const refuse = (status: 403 | 404 | 405): Response =>
  new Response(null, { status, headers: { 'content-security-policy': policyFor(''), 'x-content-type-options': 'nosniff' } });

/**
 * Answers requests for the window's own files out of `folder`, and nothing else.
 * A path is decoded once; whatever still climbs, is not a plain file of a known type, or asks by another method or host is refused.
 */
export function createAppProtocol(folder: string): (request: Request) => Promise<Response> {
  const root = path.resolve(folder);
  return async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const url = new URL(request.url);
    if (url.host !== appHost) return refuse(404);
    let name: string;
    try {
      name = decodeURIComponent(url.pathname);
    } catch {
      return refuse(403);
    }
    if (name.includes('\0') || name.includes('\\') || name.split('/').includes('..')) return refuse(403);
    const file = path.join(root, name === '/' || name === practiceName ? 'index.html' : name);
    const type = contentTypes[path.extname(file)];
    if (!file.startsWith(root + path.sep) || type === undefined) return refuse(403);
    try {
      const body = await readFile(file);
      return new Response(new Uint8Array(body), {
        headers: { 'content-type': type, 'content-security-policy': policyFor(url.pathname), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' },
      });
    } catch {
      return refuse(404);
    }
  };
}
