/** Units that part words, of folded text. What counts is only that texts and queries are cut alike. */
const isLetter = (unit: number): boolean => (unit < 0x80 ? (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) : unit >= 0xc0 && !(unit >= 0x2000 && unit <= 0x206f) && !(unit >= 0x3000 && unit <= 0x303f));
/** Scripts that write words without a space between them and have thousands of characters. */
const isHan = (unit: number): boolean => unit >= 0x3040 && ((unit <= 0x30ff) || (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff));

/** The terms of a text: runs of letters and digits; of Chinese and Japanese each two that follow one another, so that no term is long. */
function eachTerm(text: string, visit: (term: string) => void): void {
  let at = 0;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (!isLetter(unit)) {
      at += 1;
      continue;
    }
    const han = isHan(unit);
    const start = at;
    do at += 1;
    while (at < text.length && isLetter(text.charCodeAt(at)) && isHan(text.charCodeAt(at)) === han);
    if (!han || at - start <= 2) visit(text.slice(start, at));
    else for (let from = start; from + 2 <= at; from += 1) visit(text.slice(from, from + 2));
  }
}

export interface Candidates {
  /** A bit for each text; those after the last that was added are not answered for. */
  readonly bits: Uint32Array;
  /** Whether each of them holds every word for certain. If not, it must be looked at. */
  readonly exact: boolean;
}

/**
 * Which texts hold a word or a part of one, in every script: the terms of all texts, each with the numbers of its texts. A query is looked for
 * in the terms, of which there are far fewer than words, and never in the texts. In memory only, and made of folded text.
 */
export class TermIndex {
  readonly #ids = new Map<string, number>();
  readonly #terms: string[] = [];
  /** Numbers of texts, rising; one alone stands without a list, since most terms are rare. */
  readonly #texts: (number | number[])[] = [];
  #size = 0;
  /** The terms that held what was asked last: a longer part can only be in those. */
  #last: { readonly part: string; readonly terms: readonly number[]; readonly among: number } | null = null;

  /** Texts that were added; the next one gets this number. */
  get size(): number {
    return this.#size;
  }

  add(text: string): void {
    const number = this.#size;
    this.#size += 1;
    eachTerm(text, (term) => this.#note(term, number));
  }

  #note(term: string, number: number): void {
    const id = this.#ids.get(term);
    if (id === undefined) {
      this.#ids.set(term, this.#terms.length);
      this.#terms.push(term);
      this.#texts.push(number);
      return;
    }
    const known = this.#texts[id];
    if (typeof known === 'number') {
      if (known !== number) this.#texts[id] = [known, number];
    } else if (known?.at(-1) !== number) known?.push(number);
  }

  /** The texts that may hold all of the words. */
  candidates(words: readonly string[]): Candidates {
    const bits = new Uint32Array(Math.ceil(this.#size / 32)).fill(0xffffffff);
    let exact = true;
    for (const word of words) {
      const parts: string[] = [];
      eachTerm(word, (term) => parts.push(term));
      if (parts.length !== 1 || parts[0] !== word) exact = false;
      for (const part of parts) {
        const holding = this.#holding(part);
        for (let at = 0; at < bits.length; at += 1) bits[at] = (bits[at] ?? 0) & (holding[at] ?? 0);
      }
    }
    return { bits, exact };
  }

  #holding(part: string): Uint32Array {
    const bits = new Uint32Array(Math.ceil(this.#size / 32));
    const set = (number: number): void => {
      bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31));
    };
    for (const id of this.#termsWith(part)) {
      const texts = this.#texts[id];
      if (typeof texts === 'number') set(texts);
      else for (const number of texts ?? []) set(number);
    }
    return bits;
  }

  #termsWith(part: string): readonly number[] {
    const last = this.#last;
    const terms = this.#terms;
    const found: number[] = [];
    if (last !== null && last.among === terms.length && part.includes(last.part)) {
      for (const id of last.terms) if (terms[id]?.includes(part) === true) found.push(id);
    } else {
      for (let id = 0; id < terms.length; id += 1) if (terms[id]?.includes(part) === true) found.push(id);
    }
    this.#last = { part, terms: found, among: terms.length };
    return found;
  }
}
