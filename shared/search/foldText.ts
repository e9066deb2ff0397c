/**
 * Folding makes different spellings of one word equal: accents, vowel marks, letter forms and case no longer count.
 *
 * It works on the whole text before words are told apart. Marks taken away word by word would first have cut vowelled Arabic into pieces.
 */
export interface FoldedText {
  readonly folded: string;
  /**
   * For each UTF-16 unit of `folded` the index in the original text of the character it came from, and one entry more: the length of
   * the original. Never falls. Several units share an index where one letter became two, as in ß and ss.
   */
  readonly offsets: Uint32Array;
}

/** What Unicode's compatibility decomposition leaves apart although readers take it for the same letter. */
const sameLetter: ReadonlyMap<string, string> = new Map([
  ...pairs('œ:oe æ:ae ß:ss þ:th ø:o ł:l đ:d ð:d ħ:h ı:i ς:σ ’:\' ‘:\' ʼ:\' ٱ:ا ى:ي ی:ي ة:ه ۃ:ه ک:ك ـ:'),
  ...[...'٠١٢٣٤٥٦٧٨٩'].map((digit, value) => [digit, String(value)] as const),
  ...[...'۰۱۲۳۴۵۶۷۸۹'].map((digit, value) => [digit, String(value)] as const),
]);

/** Marks that sit on a letter, and characters that only steer how text is laid out, such as the soft hyphen. */
const dropped = /[\p{Mn}\p{Cf}]/gu;
const ascii = /^[\u0000-\u007f]*$/;

const beyondAscii = /[^\u0000-\u007f]/gu;
const foldedCharacters = new Map<string, string>();
const mostKept = 20_000;

/** `foldText(text).folded` without the way back to the original: several times faster, for what is only searched. */
export const foldedOnly = (text: string): string => (ascii.test(text) ? text : text.replaceAll(beyondAscii, keptFold)).toLowerCase();

function keptFold(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  const folded = foldCharacter(character);
  if (foldedCharacters.size < mostKept) foldedCharacters.set(character, folded);
  return folded;
}

export function foldText(text: string): FoldedText {
  if (ascii.test(text)) {
    const same = new Uint32Array(text.length + 1);
    for (let at = 0; at <= text.length; at += 1) same[at] = at;
    return { folded: text.toLowerCase(), offsets: same };
  }
  const offsets: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const letters = keptFold(character);
    for (let unit = 0; unit < letters.length; unit += 1) offsets.push(at);
    folded += letters;
    at += character.length;
  }
  offsets.push(text.length);
  return { folded, offsets: Uint32Array.from(offsets) };
}

/** The range of the original text that became `folded.slice(start, end)`; it takes in the marks that stood on the last letter. */
export function originalRange({ folded, offsets }: FoldedText, start: number, end: number): { start: number; end: number } {
  const last = offsets[end - 1] ?? 0;
  let after = end;
  while (after < folded.length && offsets[after] === last) after += 1;
  return { start: offsets[start] ?? 0, end: offsets[after] ?? 0 };
}

function foldCharacter(character: string): string {
  if (character <= '\u007f') return character.toLowerCase();
  const parts = character.normalize('NFKD').toLowerCase().normalize('NFKD').replaceAll(dropped, '');
  let letters = '';
  for (const part of parts) letters += sameLetter.get(part) ?? part;
  return letters;
}

function pairs(list: string): (readonly [string, string])[] {
  return list.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.split(':');
    return [from, to] as const;
  });
}
