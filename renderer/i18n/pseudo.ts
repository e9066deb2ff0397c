/**
 * The pseudo-language of tests: English with accents, a third longer, read from right to left. A string on screen without accents is
 * one that nobody can translate; a layout that breaks is one that Arabic or German would break.
 */
const accents: Readonly<Record<string, string>> = { a: 'á', b: 'ƀ', c: 'ç', d: 'đ', e: 'é', g: 'ğ', h: 'ĥ', i: 'î', k: 'ķ', l: 'ļ', n: 'ñ', o: 'ö', p: 'þ', r: 'ŕ', s: 'š', t: 'ţ', u: 'ü', w: 'ŵ', y: 'ý', z: 'ž', A: 'Å', B: 'ß', C: 'Ç', D: 'Ð', E: 'É', H: 'Ĥ', I: 'Î', L: 'Ļ', M: 'Ḿ', N: 'Ñ', O: 'Ö', P: 'Þ', R: 'Ŕ', S: 'Š', T: 'Ţ', W: 'Ŵ', Y: 'Ý' };

/** Rewrites the readable parts of an ICU message and leaves placeholders, plural keywords and tags as they are. */
export function pseudoMessage(message: string): string {
  let depth = 0;
  let tag = false;
  let out = '';
  const nested: boolean[] = []; // for each open brace: does readable text stand directly inside it?
  for (let at = 0; at < message.length; at += 1) {
    const character = message[at]!;
    if (character === '<') tag = true;
    if (character === '{') {
      const before = message.slice(0, at);
      nested.push(depth > 0 && /(?:=\d+|zero|one|two|few|many|other|[\w-]+)\s*$/.test(before) && !(nested.at(-1) ?? true));
      depth += 1;
    }
    const readable = !tag && (depth === 0 || nested.at(-1) === true) && character !== '{' && character !== '}';
    out += readable ? (accents[character] ?? character) : character;
    if (character === '}') {
      depth -= 1;
      nested.pop();
    }
    if (character === '>') tag = false;
  }
  const filler = ' ·'.repeat(Math.ceil(message.replaceAll(/\{.*\}/g, '').length / 8));
  return out.includes('{') && /\{\w+, (plural|select)/.test(out) ? out : `${out}${filler}`;
}
