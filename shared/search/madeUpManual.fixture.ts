/**
 * A handbook of any length in English, French, Spanish or Arabic that nobody wrote: sentences by pattern from everyday words, and in each
 * section a few words of its own, made up from the syllables or the consonants of the language. For measuring search on a text that no
 * analyser was tuned on. The same seed makes the same book.
 */
import type { Section } from '../content/content.schema.ts';

export const madeUpLanguages = ['en', 'fr', 'es', 'ar'] as const;
export type MadeUpLanguage = (typeof madeUpLanguages)[number];

export interface MadeUpManual {
  readonly sections: readonly Section[];
  /** Words that stand in few sections; by section id. */
  readonly own: ReadonlyMap<string, readonly string[]>;
}

interface Grammar {
  readonly nouns: readonly string[];
  readonly verbs: readonly string[];
  readonly links: readonly string[];
  readonly opening: readonly string[];
  makeWord(random: () => number): string;
  plural(noun: string): string;
}

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)] as T;
const words = (text: string): readonly string[] => text.split(' ');
const syllabic = (starts: string, middles: string, ends: string) => {
  const [first, middle, last] = [words(starts), words(middles), words(ends)];
  return (random: () => number): string => `${pick(first, random)}${pick(middle, random)}${random() < 0.5 ? pick(middle, random) : ''}${pick(last, random)}`;
};

/** Patterns of Arabic nouns over three consonants; the digits stand for them. */
const arabicPatterns = words('1ا23 م12و3 1و2ي3 ت12ي3 م1ا23ة ا1ت2ا3 1ي2ا3 م1ت23 12ا3ية');
const arabicConsonants = words('ب ت ج ح خ د ر ز س ش ص ط ع غ ف ق ك ل م ن ه');

const grammars: Readonly<Record<MadeUpLanguage, Grammar>> = {
  en: {
    nouns: words('letter meeting office village report minister school border road winter list partner budget law question answer plan team harvest river'),
    verbs: words('reaches names follows keeps opens changes needs holds joins leaves'),
    links: words('and while because before after without beside'),
    opening: words('The Every This One Another'),
    makeWord: syllabic('bran cor del fer gal hol jas kel lun mor nev pel quar ros sel tor vin wal', 'ba den for gi lo mar ni or pe ral si tu', 'by den ford gle ker low mond nock per ridge ster ton'),
    plural: (noun) => (/(?:s|sh|ch|x)$/.test(noun) ? `${noun}es` : /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`),
  },
  fr: {
    nouns: words('lettre réunion bureau village rapport ministre école frontière route hiver liste budget loi question réponse récolte rivière équipe année marché'),
    verbs: words('atteint nomme suit garde ouvre change demande tient rejoint quitte'),
    links: words('et pendant car avant après sans près'),
    opening: words('La Le Chaque Une Un'),
    makeWord: syllabic('bré chan clé dar flo gré lam mé nor pré qué ré sour té val vê', 'bâ cé dor fé lan mi no ré si tê vou', 'çon cle dière gnon leur mette nège ron seur tage vière'),
    plural: (noun) => (/(?:s|x|z)$/.test(noun) ? noun : /eau$/.test(noun) ? `${noun}x` : `${noun}s`),
  },
  es: {
    nouns: words('carta reunión oficina pueblo informe ministro escuela frontera camino invierno lista presupuesto ley pregunta respuesta cosecha río equipo año mercado'),
    verbs: words('alcanza nombra sigue guarda abre cambia pide tiene reúne deja'),
    links: words('y mientras porque antes después sin junto'),
    opening: words('La El Cada Una Un'),
    makeWord: syllabic('bar cal dró fer gó lan mé nor pár qué ró sal tór val vé', 'bo cá den fí la mo né ra si tú', 'ción dero gón lada mento nilla ría sor tana vista'),
    plural: (noun) => (/ción$/.test(noun) ? noun.replace(/ción$/, 'ciones') : /ón$/.test(noun) ? noun.replace(/ón$/, 'ones') : /[aeiouáéíóú]$/.test(noun) ? `${noun}s` : `${noun}es`),
  },
  ar: {
    nouns: words('رسالة اجتماع مكتب قرية تقرير وزير مدرسة حدود طريق شتاء قائمة ميزانية قانون سؤال جواب حصاد نهر فريق سنة سوق'),
    verbs: words('يصل يسمي يتبع يحفظ يفتح يغير يطلب يملك ينضم يترك'),
    links: words('و بينما لأن قبل بعد دون قرب'),
    opening: words('إن كل هذا ذلك بعض'),
    makeWord: (random) => {
      const root = [pick(arabicConsonants, random), pick(arabicConsonants, random), pick(arabicConsonants, random)];
      return pick(arabicPatterns, random).replace(/[123]/g, (place) => root[Number(place) - 1] ?? '');
    },
    plural: (noun) => (noun.endsWith('ة') ? `${noun.slice(0, -1)}ات` : `ال${noun}`),
  },
};

export const pluralOf = (language: MadeUpLanguage, noun: string): string => grammars[language].plural(noun);

export function madeUpManual(language: MadeUpLanguage, count: number, seed = 1): MadeUpManual {
  const random = randomFrom(seed);
  const grammar = grammars[language];
  const rare = [...new Set(Array.from({ length: count * 3 }, () => grammar.makeWord(random)))];
  const own = new Map<string, readonly string[]>();
  const sections = Array.from({ length: count }, (_, at): Section => {
    const id = `${language}-${at + 1}`;
    const mine = [pick(rare, random), pick(rare, random), pick(rare, random)];
    own.set(id, mine);
    const sentence = (): string => {
      const noun = (): string => (random() < 0.25 ? pick(mine, random) : random() < 0.3 ? grammar.plural(pick(grammar.nouns, random)) : pick(grammar.nouns, random));
      return `${pick(grammar.opening, random)} ${noun()} ${pick(grammar.verbs, random)} ${noun()} ${pick(grammar.links, random)} ${noun()} ${pick(grammar.verbs, random)} ${noun()}.`;
    };
    const paragraph = (): string => Array.from({ length: 5 }, sentence).join(' ');
    // Every word of its own stands there at least once.
    const body = [paragraph(), `${pick(grammar.opening, random)} ${mine.join(` ${pick(grammar.verbs, random)} `)}.`, paragraph(), paragraph()].join('\n\n');
    return { id, title: `${pick(grammar.nouns, random)} ${at + 1}`, number: `1.${at + 1}`, chapterId: 'one', summary: sentence(), body, sources: ['made up'], tasks: [], toolkits: [], templates: [], keywords: [], covers: [] };
  });
  return { sections, own };
}

/** Numbers between 0 and 1, the same ones for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
