/**
 * An invitation to join a Secretariat: what the Secretariat hands over and what a person pastes or opens.
 *
 * It travels as a link, `focalpoint://invite?server=…&name=…&code=…&root=…`, or as the address and the code in any text. It
 * authorises registration once and is never a key.
 */
import { fail, ok, type Result } from '../errors/result.ts';
import { findInvitationCode, groupInvitationCode, type CodeSearch } from './invitationCode.ts';
import { parseServerAddress } from './serverAddress.ts';

export interface Invitation {
  /** Canonical address of the server, without a slash at the end. */
  readonly address: string;
  /** Name that the Secretariat gives itself; null where the text did not carry one. */
  readonly name: string | null;
  /** 32 characters without hyphens. */
  readonly code: string;
  /** SHA-256 of the Secretariat's first root metadata in hexadecimal; null where the text did not carry it. */
  readonly root: string | null;
}

export interface FormattedInvitation {
  readonly link: string;
  /** The code in groups of four. */
  readonly code: string;
  /** Two lines, address and code, for a letter or to read out. */
  readonly text: string;
}

export const maxInvitationLength = 2_000;
export const maxSecretariatNameLength = 80;
const linkStart = 'focalpoint://invite';
const fingerprint = /^[0-9a-f]{64}$/u;
/** Control characters, and those that turn the direction of writing or cannot be seen: a name with them could pass for another one. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;

const malformed = (part: 'text' | 'link' | 'address' | 'name' | 'code' | 'root') => fail('invitation.malformed', 'never', { part });
const wrongChecksum = () => fail('invitation.checksum', 'never');
const wrongScheme = () => fail('invitation.wrongScheme', 'never');

/** A name may be shown as it is and written into a link: short, trimmed, without characters that are not seen, without a percent sign. */
export const isSecretariatName = (name: string): boolean => name.length >= 1 && name.length <= maxSecretariatNameLength && name.trim() === name && !unseen.test(name) && !name.includes('%');

/** Both forms of an invitation. Throws a RangeError when a part of it could not be read back. */
export function formatInvitation(invitation: { readonly address: string; readonly name: string; readonly code: string; readonly root: string }): FormattedInvitation {
  const address = parseServerAddress(invitation.address);
  if (!('address' in address)) throw new RangeError('an invitation needs an https address, or http on this computer');
  if (!isSecretariatName(invitation.name)) throw new RangeError('the name of the Secretariat cannot be shown');
  if (!fingerprint.test(invitation.root)) throw new RangeError('the fingerprint is 64 hexadecimal digits');
  const code = groupInvitationCode(invitation.code);
  const link = `${linkStart}?server=${encodeURIComponent(address.address)}&name=${encodeForLink(invitation.name)}&code=${code}&root=${invitation.root}`;
  return { link, code, text: `Address: ${address.address}\nCode: ${code}` };
}

/** An apostrophe would end the link for programs that look for links in a text, and for `parseInvitation`. */
const encodeForLink = (value: string): string => encodeURIComponent(value).replaceAll("'", '%27');

/**
 * Reads what was pasted or opened. Failures: `invitation.tooLong`, `invitation.malformed` (details.part says which part),
 * `invitation.checksum` (a character of the code is wrong), `invitation.wrongScheme` (not https, or a link of another kind).
 */
export function parseInvitation(text: string): Result<Invitation> {
  if (text.length > maxInvitationLength) return fail('invitation.tooLong', 'never', { maxLength: maxInvitationLength });
  const trimmed = text.trim();
  const links = new Set([...trimmed.matchAll(/focalpoint:[^\s"'<>]*/giu)].map(([link]) => withoutFullStop(link)));
  const [link, ...others] = links;
  if (link !== undefined) return others.length === 0 ? parseLink(link) : malformed('link');
  return parseWords(trimmed);
}

/** What a sentence put after a link does not belong to it. */
const withoutFullStop = (link: string): string => link.replace(/[.,;:)\]]+$/u, '');

function parseLink(link: string): Result<Invitation> {
  const match = /^focalpoint:\/\/([a-z]+)\/?(?:\?(.*))?$/iu.exec(link);
  if (match === null || match[1]?.toLowerCase() !== 'invite') return wrongScheme();
  const values = new Map<string, string>();
  for (const pair of (match[2] ?? '').split('&')) {
    const [key = '', encoded, ...rest] = pair.split('=');
    if (encoded === undefined || rest.length > 0 || values.has(key) || !['server', 'name', 'code', 'root'].includes(key)) return malformed('link');
    const value = decodeOnce(encoded);
    if (value === null) return malformed('link');
    values.set(key, value);
  }
  const root = values.get('root') ?? '';
  const name = values.get('name') ?? '';
  if (!isSecretariatName(name)) return malformed('name');
  if (!fingerprint.test(root)) return malformed('root');
  return assemble(values.get('server') ?? '', name, findInvitationCode(values.get('code') ?? ''), root);
}

/** Undoes percent signs once. What is still encoded afterwards, or not UTF-8, was meant to be read differently by someone else. */
function decodeOnce(encoded: string): string | null {
  let value: string;
  try {
    value = decodeURIComponent(encoded);
  } catch {
    return null;
  }
  return value.includes('%') || unseen.test(value) ? null : value;
}

function parseWords(text: string): Result<Invitation> {
  const addresses = new Set<string>();
  const roots = new Set<string>();
  const rest = text
    .replaceAll(/[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]*/giu, (found) => {
      addresses.add(withoutFullStop(found));
      return ' ';
    })
    .replaceAll(/(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])/giu, (found) => {
      roots.add(found.toLowerCase());
      return ' ';
    });
  const code = findInvitationCode(rest);
  if (addresses.size === 0 && code.found === 'nothing') return malformed('text');
  if (addresses.size !== 1) return malformed('address');
  if (roots.size > 1) return malformed('root');
  return assemble([...addresses][0] ?? '', null, code, [...roots][0] ?? null);
}

function assemble(server: string, name: string | null, code: CodeSearch, root: string | null): Result<Invitation> {
  const address = parseServerAddress(server);
  if (!('address' in address)) return address.problem === 'scheme' ? wrongScheme() : malformed('address');
  if (code.found === 'wrongChecksum') return wrongChecksum();
  if (code.found !== 'code') return malformed('code');
  return ok({ address: address.address, name, code: code.code, root });
}
