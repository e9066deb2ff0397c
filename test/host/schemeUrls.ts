/**
 * Chromium outside Electron knows no scheme of our own, so `app://bundle/x` is `https://bundle.app.invalid/x` inside the page: a secure
 * origin under a top-level name that no resolver may ever answer. Main sees only the app's own spelling.
 */
const schemes = new Set<string>();

export const registerScheme = (scheme: string): void => void schemes.add(scheme);
export const registeredSchemes = (): readonly string[] => [...schemes];

export function toChromium(url: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
  const [, scheme, authority, rest] = parts ?? [];
  return scheme !== undefined && schemes.has(scheme) ? `https://${authority}.${scheme}.invalid${rest === '' ? '/' : rest}` : url;
}

export function fromChromium(url: string): string {
  const parts = /^https:\/\/([^/?#]*)\.([a-z][a-z0-9+-]*)\.invalid(.*)$/i.exec(url);
  const [, authority, scheme, rest] = parts ?? [];
  return scheme !== undefined && schemes.has(scheme) ? `${scheme}://${authority}${rest}` : url;
}

/** `app:` as a source in a policy means every host of that scheme. */
export function policyForChromium(policy: string): string {
  return [...schemes].reduce((text, scheme) => text.replaceAll(new RegExp(`(?<=\\s)${scheme}:(?=[\\s;,]|$)`, 'g'), `https://*.${scheme}.invalid`), policy);
}
