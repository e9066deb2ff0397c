/**
 * What one device of a person shows so that another can enter: the server's address and a code that the server never sees. It travels as a
 * link in a QR code, `focalpoint://device?server=…&code=…`, or as the address and the code in any text.
 */
import { fail, ok, type Result } from '../errors/result.ts';
import { parseInvitation } from './invitation.ts';
import { groupInvitationCode } from './invitationCode.ts';
import { parseServerAddress } from './serverAddress.ts';

export interface PairingText {
  readonly link: string;
  /** In groups of four, to read out or to type. */
  readonly code: string;
  /** Two lines, address and code. */
  readonly text: string;
}

const link = /focalpoint:\/\/device\?server=([^&\s]{1,400})&code=([0-9A-Za-z-]{32,60})/u;

export function formatPairing(address: string, code: string): PairingText {
  const grouped = groupInvitationCode(code);
  return { link: `focalpoint://device?server=${encodeURIComponent(address)}&code=${grouped}`, code: grouped, text: `Address: ${address}\nCode: ${grouped}` };
}

/** Reads what was scanned, pasted or typed. Fails with `pairing.malformed`, `pairing.checksum`, or `invitation.wrongScheme`. */
export function parsePairing(text: string): Result<{ readonly address: string; readonly code: string }> {
  const found = link.exec(text);
  const words = found === null ? text : `Address: ${decoded(found[1] ?? '')}\nCode: ${found[2] ?? ''}`;
  if (found === null && /focalpoint:/iu.test(text)) return fail('pairing.malformed', 'never');
  const parsed = parseInvitation(words);
  if (parsed.ok) return 'address' in parseServerAddress(parsed.value.address) ? ok({ address: parsed.value.address, code: parsed.value.code }) : fail('pairing.malformed', 'never');
  if (parsed.error.code === 'invitation.checksum') return fail('pairing.checksum', 'never');
  return parsed.error.code === 'invitation.wrongScheme' ? parsed : fail('pairing.malformed', 'never');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
