import type * as Electron from 'electron';
import { named } from './named.ts';

type Name = 'onBeforeRequest' | 'onBeforeSendHeaders' | 'onHeadersReceived';
type Listener = (details: object, answer: (response: object) => void) => void;
interface Hook { readonly matches: (url: string) => boolean; readonly listener: Listener }
const hooks = new Map<Name, Hook>();

/** A pattern of the kind `https://*.example.org/*`. */
function matcher(pattern: string): (url: string) => boolean {
  if (pattern === '<all_urls>') return () => true;
  const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  const expression = new RegExp(`^${source}$`);
  return (url) => expression.test(url);
}

const setter = (name: Name) => (first: unknown, second?: unknown): void => {
  const listener = (typeof first === 'function' || first === null ? first : second) as Listener | null;
  const { urls = ['<all_urls>'], excludeUrls = [] } = (typeof first === 'object' && first !== null ? first : {}) as { urls?: string[]; excludeUrls?: string[] };
  if (!listener) return void hooks.delete(name);
  const [included, excluded] = [urls.map(matcher), excludeUrls.map(matcher)];
  hooks.set(name, { listener, matches: (url) => (included.length === 0 || included.some((is) => is(url))) && !excluded.some((is) => is(url)) });
};

/** One listener each, as in Electron: setting another replaces it. */
export const webRequest = named('webRequest', {
  onBeforeRequest: setter('onBeforeRequest'),
  onBeforeSendHeaders: setter('onBeforeSendHeaders'),
  onHeadersReceived: setter('onHeadersReceived'),
} satisfies Pick<Electron.WebRequest, Name>);

export const hasHook = (name: Name): boolean => hooks.has(name);

interface Answer { readonly cancel?: boolean; readonly redirectURL?: string; readonly requestHeaders?: Record<string, string | string[]>; readonly responseHeaders?: Record<string, string | string[]> }

/** What the app's listener says about a request; an empty answer when it has none for this address. */
export function askHook(name: Name, details: { readonly url: string; readonly [detail: string]: unknown }): Promise<Answer> {
  const hook = hooks.get(name);
  if (!hook?.matches(details.url)) return Promise.resolve({});
  return new Promise((resolve) => hook.listener(details, resolve));
}
