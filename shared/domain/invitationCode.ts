/**
 * The code of an invitation: 32 letters and digits in eight groups of four.
 *
 * Four characters are the invitation's number, by which the server finds it and counts wrong tries. Twenty-six are the secret
 * (130 bits). Two are the checksum. All are Crockford's base32, which leaves out I, L, O and U so that a code survives being
 * read aloud and typed again.
 */

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const numberLength = 4;
const secretLength = 26;
const dataLength = numberLength + secretLength;
const groupLength = 4;

/** Characters of a code without its hyphens. */
export const invitationCodeLength = dataLength + 2;
/** Random bytes that `makeInvitationCode` uses up. */
export const invitationCodeEntropyBytes = dataLength;

/** Values of a code's characters by their letter, with those that people confuse: O for 0, I and L for 1. */
const valueOf = new Map<string, number>([
  ...[...alphabet].map((letter, value) => [letter, value] as const),
  ['O', 0],
  ['I', 1],
  ['L', 1],
]);

/** Powers of x in the field of 32 elements, modulo x^5 + x^2 + 1; all 31 are different. */
const powers = ((): readonly number[] => {
  const found: number[] = [];
  let power = 1;
  for (let exponent = 0; exponent < 31; exponent += 1) {
    found.push(power);
    power <<= 1;
    if (power & 32) power ^= 0b100101;
  }
  return found;
})();

function multiply(left: number, right: number): number {
  if (left === 0 || right === 0) return 0;
  return powers[(powers.indexOf(left) + powers.indexOf(right)) % 31] ?? 0;
}

/**
 * Two check characters of a Reed-Solomon code over 32 elements. Its distance is three: one wrong character, two wrong characters and
 * any two characters that changed places are always noticed, however far apart they stand.
 */
function checksum(data: readonly number[]): readonly [number, number] {
  let plain = 0;
  let weighted = 0;
  data.forEach((value, place) => {
    plain ^= value;
    weighted ^= multiply(value, powers[place] ?? 0);
  });
  return [plain, weighted];
}

/** Makes a code from random bytes; five bits of each byte are used. */
export function makeInvitationCode(random: Uint8Array): string {
  if (random.length !== invitationCodeEntropyBytes) throw new RangeError(`a code needs ${invitationCodeEntropyBytes} random bytes`);
  const data = [...random].map((byte) => byte & 31);
  return [...data, ...checksum(data)].map((value) => alphabet.charAt(value)).join('');
}

/** The code as it is shown: groups of four with hyphens. */
export function groupInvitationCode(code: string): string {
  return (code.match(new RegExp(`.{1,${groupLength}}`, 'g')) ?? []).join('-');
}

/** The part by which the server finds the invitation. It is not secret. */
export const invitationNumber = (code: string): string => code.slice(0, numberLength);

/** Canonical letters of `characters` (without spaces or hyphens), or null when one of them cannot stand in a code. */
function canonical(characters: string): string | null {
  let code = '';
  for (const letter of characters.toUpperCase()) {
    const value = valueOf.get(letter);
    if (value === undefined) return null;
    code += alphabet.charAt(value);
  }
  return code;
}

function hasChecksum(code: string): boolean {
  const values = [...code].map((letter) => valueOf.get(letter) ?? 0);
  const [plain, weighted] = checksum(values.slice(0, dataLength));
  return values[dataLength] === plain && values[dataLength + 1] === weighted;
}

export type CodeSearch = { readonly found: 'code'; readonly code: string } | { readonly found: 'wrongChecksum' | 'nothing' | 'several' };

const hyphens = /[-\u2010-\u2015\u2212_]/gu;
const wordEnds = /[\s.,;:"'()[\]<>]+/u;

/**
 * Finds the code in a text that may hold other words. A code held together by hyphens wins; otherwise every run of neighbouring words
 * that makes 32 characters together is tried. `wrongChecksum` means that something stands there which must have been meant as a code.
 */
export function findInvitationCode(text: string): CodeSearch {
  const words = text.split(wordEnds).filter((word) => word !== '');
  const whole = judge(words.map((word) => [word.replaceAll(hyphens, '')]));
  return whole.found === 'nothing' ? judge(neighbours(words.flatMap((word) => word.split(hyphens)).filter((word) => word !== ''))) : whole;
}

/** Runs of words that have a code's length together. */
function neighbours(words: readonly string[]): string[][] {
  const runs: string[][] = [];
  words.forEach((_, first) => {
    let length = 0;
    let last = first;
    while (length < invitationCodeLength && last < words.length) {
      length += words[last]?.length ?? 0;
      last += 1;
    }
    if (length === invitationCodeLength) runs.push(words.slice(first, last));
  });
  return runs;
}

function judge(runs: readonly (readonly string[])[]): CodeSearch {
  const good = new Set<string>();
  let meant = false;
  for (const run of runs) {
    const joined = run.join('');
    const code = joined.length === invitationCodeLength ? canonical(joined) : null;
    if (code === null) continue;
    // Plain words of a sentence also add up to 32 letters now and then; they have no digits and are not all four letters long.
    const looksMeant = run.length === 1 || /\d/u.test(joined) || run.every((word) => word.length === groupLength);
    if (looksMeant && hasChecksum(code)) good.add(code);
    else meant ||= looksMeant;
  }
  const [code, ...others] = good;
  if (code !== undefined) return others.length === 0 ? { found: 'code', code } : { found: 'several' };
  return { found: meant ? 'wrongChecksum' : 'nothing' };
}
