import type * as Electron from 'electron';
import { host } from './hostState.ts';
import { named } from './named.ts';
import { registerScheme } from './schemeUrls.ts';

type Handler = (request: Request) => Response | Promise<Response>;
const handlers = new Map<string, Handler>();

/** The app's own answer to a request of one of its schemes; undefined when no handler is there. */
export async function answerByProtocol(request: Request): Promise<Response | undefined> {
  return handlers.get(request.url.slice(0, request.url.indexOf(':')))?.(request);
}
export const isHandled = (url: string): boolean => handlers.has(url.slice(0, url.indexOf(':')));

export const protocol = named('protocol', {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (host.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of schemes) registerScheme(scheme);
  },
  handle(scheme: string, handler: Handler): void {
    if (!host.ready) throw new Error('Session can only be received when app is ready');
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    registerScheme(scheme);
    handlers.set(scheme, handler);
  },
  unhandle: (scheme: string): void => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>);
