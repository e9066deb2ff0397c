/**
 * Where a Secretariat's server may stand: `https` anywhere, `http` on this computer only.
 *
 * Written out as one strict grammar instead of using a URL parser: parsers accept and repair user names, back slashes, percent signs,
 * short and hexadecimal IP addresses and foreign letters, and each of those can make an address look like another one.
 */

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const grammar = new RegExp(`^(https?)://(${label}(?:\\.${label})*|\\[::1\\])(?::([1-9][0-9]{0,4}))?((?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?$`, 'u');
const dottedQuad = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/u;
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);
const maxLength = 300;

export type AddressProblem = 'malformed' | 'scheme';

/** The address in its one canonical form, without a slash at the end, or why it is refused. */
export function parseServerAddress(text: string): { readonly address: string } | { readonly problem: AddressProblem } {
  const schemeEnd = text.indexOf('://');
  if (schemeEnd < 1 || text.length > maxLength) return { problem: 'malformed' };
  const scheme = text.slice(0, schemeEnd).toLowerCase();
  if (scheme !== 'https' && scheme !== 'http') return { problem: 'scheme' };
  const pathStart = text.indexOf('/', schemeEnd + 3);
  const origin = (pathStart === -1 ? text : text.slice(0, pathStart)).toLowerCase();
  const match = grammar.exec(origin + (pathStart === -1 ? '' : text.slice(pathStart)));
  if (match === null) return { problem: 'malformed' };
  const [, , host = '', port, path = ''] = match;
  const lastLabel = host.split('.').at(-1) ?? '';
  if (/^(?:\d+|0x[0-9a-f]*)$/u.test(lastLabel) && !dottedQuad.test(host)) return { problem: 'malformed' };
  if (port !== undefined && Number(port) > 65_535) return { problem: 'malformed' };
  if (scheme === 'http' && !loopbackHosts.has(host)) return { problem: 'scheme' };
  const defaultPort = scheme === 'https' ? '443' : '80';
  return { address: `${scheme}://${host}${port === undefined || port === defaultPort ? '' : `:${port}`}${path}` };
}

/** Host and port of a canonical address, for showing whose server it is. */
export const serverHost = (address: string): string => /^https?:\/\/([^/]+)/u.exec(address)?.[1] ?? address;
