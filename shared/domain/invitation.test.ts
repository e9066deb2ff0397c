import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInvitation, maxInvitationLength, parseInvitation } from './invitation.ts';
import { groupInvitationCode, invitationCodeEntropyBytes, invitationCodeLength, makeInvitationCode } from './invitationCode.ts';

const root = 'c5'.repeat(32);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codes = fc.uint8Array({ minLength: invitationCodeEntropyBytes, maxLength: invitationCodeEntropyBytes }).map(makeInvitationCode);
const code = makeInvitationCode(Uint8Array.from({ length: invitationCodeEntropyBytes }, (_, index) => (index * 7 + 3) & 31));
const invitation = { address: 'https://secretariat.example.org', name: 'Trial Secretariat', code, root };
const read = (text: string) => parseInvitation(text);
const failureOf = (text: string): string => {
  const parsed = read(text);
  return parsed.ok ? 'accepted' : [parsed.error.code, parsed.error.details['part']].filter((part) => part !== undefined).join(' ');
};
const withAddress = (typed: string): string => `${invitation.address} ${typed}`;

describe('the code', () => {
  it('has 32 characters that survive being read aloud', () => {
    fc.assert(fc.property(codes, (made) => made.length === invitationCodeLength && [...made].every((letter) => alphabet.includes(letter))));
  });

  it('notices every single wrong letter', () => {
    for (const made of fc.sample(codes, 5)) {
      for (let place = 0; place < made.length; place += 1) {
        for (const letter of alphabet) {
          if (letter === made[place]) continue;
          expect(failureOf(withAddress(groupInvitationCode(made.slice(0, place) + letter + made.slice(place + 1))))).toBe('invitation.checksum');
        }
      }
    }
  });

  it('notices every two letters that changed places, neighbours or not', () => {
    for (const made of fc.sample(codes, 10)) {
      for (let left = 0; left < made.length; left += 1) {
        for (let right = left + 1; right < made.length; right += 1) {
          if (made[left] === made[right]) continue;
          const swapped = [...made];
          [swapped[left], swapped[right]] = [swapped[right] ?? '', swapped[left] ?? ''];
          expect(failureOf(withAddress(groupInvitationCode(swapped.join(''))))).toBe('invitation.checksum');
        }
      }
    }
  });

  it('forgives case, spaces, any hyphens and the letters that look like digits', () => {
    const grouped = groupInvitationCode(code);
    const typed = [
      grouped.toLowerCase(),
      code,
      grouped.replaceAll('-', ' '),
      grouped.replaceAll('-', '\u2013'),
      grouped.replaceAll('-', '\n'),
      grouped.replaceAll('0', 'O'),
      grouped.replaceAll('0', 'o').replaceAll('1', 'l'),
      grouped.replaceAll('1', 'I'),
      code.match(/.{1,2}/gu)?.join(' ') ?? '',
    ];
    for (const text of typed) expect(read(withAddress(text))).toMatchObject({ ok: true, value: { code } });
  });
});

describe('the link', () => {
  it('reads back what was written', () => {
    const names = fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme-composite' }).filter((name) => name.trim() === name && name.length <= 80 && !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}%]/u.test(name));
    fc.assert(
      fc.property(codes, names, fc.constantFrom('https://a.example', 'https://a.example:8443', 'https://a.example/focal/point', 'http://127.0.0.1:8420', 'http://[::1]:8420', 'http://localhost'), (made, name, address) => {
        const { link } = formatInvitation({ address, name, code: made, root });
        expect(read(link)).toEqual({ ok: true, value: { address, name, code: made, root } });
      }),
    );
  });

  it('is found in a letter that also gives address and code', () => {
    const { link, text } = formatInvitation(invitation);
    expect(read(`Dear colleague,\n\n${text}\n\nor open <${link}>\nKind regards`)).toMatchObject({ ok: true, value: { code, root, name: invitation.name } });
  });

  const { link } = formatInvitation(invitation);
  it.each([
    ['a parameter twice', `${link}&code=${code}`, 'invitation.malformed link'],
    ['the server twice', `${link}&server=https%3A%2F%2Fevil.example`, 'invitation.malformed link'],
    ['an unknown parameter', `${link}&next=1`, 'invitation.malformed link'],
    ['a name that is encoded twice', link.replace('Trial', 'Tr%2569al'), 'invitation.malformed link'],
    ['broken encoding', link.replace('Trial', 'Tr%E0%A4%A'), 'invitation.malformed link'],
    ['an encoded line break', link.replace('Trial', 'Trial%0A'), 'invitation.malformed link'],
    ['a character that turns the writing', link.replace('Trial', 'Trial%E2%80%AE'), 'invitation.malformed link'],
    ['a parameter without a value', link.replace(/&root=.*/u, '&root'), 'invitation.malformed link'],
    ['a short fingerprint', link.replace(root, root.slice(2)), 'invitation.malformed root'],
    ['no name', link.replace(/&name=[^&]*/u, ''), 'invitation.malformed name'],
    ['a user name in the address', link.replace('https%3A%2F%2F', 'https%3A%2F%2Fuser%40'), 'invitation.malformed address'],
    ['an encoded address', link.replace('secretariat.example', 'secretariat%252eexample'), 'invitation.malformed link'],
    ['plain http elsewhere', link.replace('https', 'http'), 'invitation.wrongScheme'],
    ['a file address', link.replace('https', 'file'), 'invitation.wrongScheme'],
    ['another action', link.replace('invite', 'open'), 'invitation.wrongScheme'],
    ['a wrong letter in the code', link.replace(groupInvitationCode(code), groupInvitationCode(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`)), 'invitation.checksum'],
    ['half a code', link.replace(groupInvitationCode(code), code.slice(0, 16)), 'invitation.malformed code'],
    ['two different links', `${link} ${link.replace('Trial', 'Other')}`, 'invitation.malformed link'],
  ])('is refused with %s', (_, text, expected) => {
    expect(failureOf(text)).toBe(expected);
  });
});

describe('pasted text', () => {
  const grouped = groupInvitationCode(code);
  it.each([
    ['code, then address', `${grouped} https://secretariat.example.org`],
    ['address, then code', `https://secretariat.example.org/ ${grouped}`],
    ['several lines with words', `Your invitation to join\nServer: https://secretariat.example.org.\nThe code: ${grouped} (seven days)\nRegards`],
    ['the text that the Secretariat prints', formatInvitation(invitation).text],
    ['address in capitals', `HTTPS://Secretariat.Example.ORG ${grouped}`],
    ['the code in quotation marks', `"${grouped}", (https://secretariat.example.org)`],
  ])('is read: %s', (_, text) => {
    expect(read(text)).toMatchObject({ ok: true, value: { address: 'https://secretariat.example.org', code, name: null } });
  });

  it.each([
    ['nothing of use', 'Please let me in as soon as possible, thank you', 'invitation.malformed text'],
    ['a code without an address', grouped, 'invitation.malformed address'],
    ['an address without a code', 'https://secretariat.example.org', 'invitation.malformed code'],
    ['two addresses', `https://a.example https://b.example ${grouped}`, 'invitation.malformed address'],
    ['two codes', `https://a.example ${grouped} ${groupInvitationCode(makeInvitationCode(new Uint8Array(invitationCodeEntropyBytes)))}`, 'invitation.malformed code'],
    ['an address that is not safe', `http://secretariat.example.org ${grouped}`, 'invitation.wrongScheme'],
    ['another kind of address', `ftp://secretariat.example.org ${grouped}`, 'invitation.wrongScheme'],
    ['a code that lost its end', `https://a.example ${grouped.slice(0, -5)}`, 'invitation.malformed code'],
  ])('is refused: %s', (_, text, expected) => {
    expect(failureOf(text)).toBe(expected);
  });

  it('is refused when it is longer than an invitation can be', () => {
    expect(failureOf('a'.repeat(maxInvitationLength + 1))).toBe('invitation.tooLong');
  });

  it('never throws and never takes long, whatever is pasted', () => {
    const pieces = fc.constantFrom(grouped, 'https://a.example', 'focalpoint://invite?', '&code=', 'server=', '%', '%2', '\u0000', 'root=', '://', '-', 'A', ' ', '[::1]', '@');
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary' })), { maxLength: 60 }).map((parts) => parts.join('')), (text) => {
        const started = performance.now();
        const parsed = read(text);
        expect(parsed.ok || parsed.error.code.startsWith('invitation.')).toBe(true);
        expect(performance.now() - started).toBeLessThan(250);
      }),
      { numRuns: 500 },
    );
  });
});
