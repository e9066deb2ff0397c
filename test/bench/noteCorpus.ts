/** Notes that are the same on every run: words drawn by Zipf's law from a made-up vocabulary, lengths log-normal, seven in ten plain and three with accents. */

export interface CorpusNote {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly place: string;
  /** YYYY-MM-DD. */
  readonly observedOn: string;
}

/** A small generator with a seed; the same numbers on every machine. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const syllables = ['ka', 'ro', 'min', 'ter', 'al', 'be', 'son', 'du', 'vi', 'gra', 'pol', 'en', 'shi', 'lo', 'mar', 'que'];
const accented = ['é', 'è', 'ç', 'ô', 'ñ', 'ü'];
const vocabularySize = 12_000;
const meanCharacters = 1_350;

function vocabulary(random: () => number, withAccents: boolean): string[] {
  const words = new Set<string>();
  while (words.size < vocabularySize) {
    let word = '';
    const parts = 1 + Math.floor(random() * 4);
    for (let at = 0; at < parts; at += 1) word += syllables[Math.floor(random() * syllables.length)];
    if (withAccents && random() < 0.4) word += accented[Math.floor(random() * accented.length)];
    words.add(word);
  }
  return [...words];
}

/** Zipf-Mandelbrot by the inverse of a bounded harmonic sum: common words are common. */
const drawn = (words: readonly string[], random: () => number): string => words[Math.min(words.length - 1, Math.floor(Math.exp(random() * Math.log(words.length + 2.7)) - 1))] ?? 'x';

export function* noteCorpus(count: number, seed = 20_260_101): Generator<CorpusNote> {
  const random = mulberry32(seed);
  const plain = vocabulary(random, false);
  const other = vocabulary(random, true);
  for (let at = 0; at < count; at += 1) {
    const words = random() < 0.7 ? plain : other;
    const spread = Math.exp((random() + random() + random() - 1.5) * 0.9);
    let left = Math.max(60, meanCharacters * spread);
    const paragraphs: string[] = [];
    while (left > 0) {
      const sentence = Array.from({ length: 12 + Math.floor(random() * 40) }, () => drawn(words, random)).join(' ');
      paragraphs.push(`${sentence}.`);
      left -= sentence.length;
    }
    const day = new Date(Date.UTC(2024, 0, 1 + (at % 1_000))).toISOString().slice(0, 10);
    yield { title: `${drawn(words, random)} ${drawn(words, random)} ${at}`, paragraphs, place: drawn(words, random), observedOn: day };
  }
}

/** Queries cut from words of the corpus: whole words, beginnings and middles, two words. */
export function noteQueries(count: number, seed = 77): string[] {
  const random = mulberry32(seed);
  const corpus = [...noteCorpus(400)].flatMap(({ paragraphs }) => paragraphs.join(' ').split(' '));
  return Array.from({ length: count }, (_, at) => {
    const word = corpus[Math.floor(random() * corpus.length)] ?? 'x';
    if (at % 4 === 1) return word.slice(0, 3);
    if (at % 4 === 2) return word.slice(1, 5);
    return at % 4 === 3 ? `${word} ${corpus[Math.floor(random() * corpus.length)] ?? ''}` : word;
  });
}
