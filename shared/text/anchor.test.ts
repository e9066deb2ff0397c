import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAnchor, holdsQuote, lettersOf, makeAnchor, type Anchor } from './anchor.ts';

const vocabulary: Readonly<Record<string, readonly string[]>> = {
  en: ['alarm', 'route', 'early', 'the', 'of', 'border', 'market', 'village', 'office', 'letter', 'minister', 'warns', 'and', 'when', 'river', 'harvest', 'school', 'closed', 'convoy', 'people', 'radio', 'speaks', 'north', 'winter'],
  fr: ['été', 'garçon', 'œuvre', 'préfet', 'où', 'la', 'de', 'marché', 'rivière', 'école', 'fermée', 'frontière', 'lettre', 'parle', 'hiver', 'récolte', 'bureau', 'avant', 'après', 'année', 'nuit', 'très', 'tôt', 'forêt'],
  ar: ['السُّوق', 'مَدْرَسَة', 'النهر', 'قَرْيَة', 'الحدود', 'رسالة', 'الوزير', 'مكتب', 'الشتاء', 'قافلة', 'ناس', 'إذاعة', 'شمال', 'حصاد', 'إنذار', 'مبكر', 'طريق', 'في', 'على', 'من', 'مُغْلَقَة', 'تَتَكَلَّم', 'جبل', 'بيت'],
  mixed: ['👩‍🌾', 'नमस्ते', 'Ω', 'e\u0301tude', '漢字', 'שלום', 'سلام', 'word', '—', '«yes»', '“no”', '🇫🇷', 'naïve', 'İstanbul', 'ß', 'ﬁn', '1945', 'ไทย', 'к', 'a', 'b', 'c', 'd', 'e'],
};

const sentence = (language: string) =>
  fc.array(fc.constantFrom(...(vocabulary[language] ?? [])), { minLength: 5, maxLength: 14 }).map((words) => `${words.join(' ')}.`);
const paragraph = (language: string) => fc.array(sentence(language), { minLength: 1, maxLength: 4 }).map((sentences) => sentences.join(' '));

interface Case {
  readonly before: readonly string[];
  readonly marked: string;
  readonly after: readonly string[];
}
const cases = fc.constantFrom(...Object.keys(vocabulary)).chain((language) =>
  fc.record<Case>({ before: fc.array(paragraph(language), { minLength: 1, maxLength: 5 }), marked: sentence(language), after: fc.array(paragraph(language), { minLength: 1, maxLength: 5 }) }),
);
const join = (...parts: readonly (string | readonly string[])[]): string => parts.flat().join('\n');
const anchorOf = ({ before, marked, after }: Case): Anchor => {
  const start = join(before).length + 1;
  const anchor = makeAnchor(join(before, marked, after), start, start + marked.length);
  if (anchor === null) throw new Error('no anchor');
  return anchor;
};
const found = (text: string, anchor: Anchor): string | null => {
  const range = findAnchor(lettersOf(text), anchor);
  return range && text.slice(range.start, range.end);
};

describe('anchors', () => {
  it('stand where they were made while the text is the same', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const text = join(one.before, one.marked, one.after);
        const range = findAnchor(lettersOf(text), anchorOf(one));
        expect(range).toEqual({ start: join(one.before).length + 1, end: join(one.before).length + 1 + one.marked.length, how: 'same' });
      }),
      { numRuns: 400 },
    );
  });

  it('are found again when paragraphs elsewhere are added, dropped, reworded or put in another order', () => {
    let all = 0;
    let right = 0;
    fc.assert(
      fc.property(cases, fc.array(paragraph('en'), { maxLength: 3 }), fc.integer({ min: 0, max: 3 }), fc.boolean(), (one, fresh, dropped, turned) => {
        const far = { before: one.before.slice(dropped), after: one.after.slice(0, Math.max(0, one.after.length - dropped)) };
        const before = [...fresh, ...(turned ? [...far.before].reverse() : far.before)];
        const text = join(before, one.marked, far.after, fresh);
        if (text.split(one.marked).length !== 2 || lettersOf(one.marked).letters.length < 24) return; // shorter ones may rightly count as lost
        all += 1;
        if (found(text, anchorOf(one)) === one.marked) right += 1;
      }),
      { numRuns: 600 },
    );
    expect(all).toBeGreaterThan(400);
    expect(right / all).toBeGreaterThanOrEqual(0.98);
  });

  it('stay with a passage whose own words were edited', () => {
    let all = 0;
    let right = 0;
    fc.assert(
      fc.property(cases, fc.nat(), fc.constantFrom('drop', 'add', 'replace'), (one, where, edit) => {
        const words = one.marked.split(' ');
        const at = where % words.length;
        words.splice(at, edit === 'add' ? 0 : 1, ...(edit === 'drop' ? [] : ['somewhere']));
        const edited = words.join(' ');
        if (lettersOf(edited).letters.length < 16) return;
        const text = join('A new first paragraph about something else.', one.before, edited, one.after);
        all += 1;
        const range = findAnchor(lettersOf(text), anchorOf(one));
        const start = text.indexOf(edited);
        if (range !== null && range.start >= start - 2 && range.end <= start + edited.length + 2 && (range.end - range.start) >= edited.length * 0.5) right += 1;
      }),
      { numRuns: 600 },
    );
    expect(right / all).toBeGreaterThanOrEqual(0.95);
  });

  it('are lost, and never somewhere else, when the passage is gone', () => {
    // The rest speaks of other things in the same language, so that nothing of the passage is left by chance.
    const words = vocabulary['en'] ?? [];
    const other = fc.array(fc.constantFrom(...Object.keys(vocabulary).filter((name) => name !== 'en').flatMap((name) => vocabulary[name] ?? [])), { minLength: 5, maxLength: 60 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words.slice(0, 12)), { minLength: 5, maxLength: 20 }), fc.array(other, { minLength: 1, maxLength: 6 }), fc.array(fc.constantFrom(...words.slice(12)), { maxLength: 12 }), (marked, rest, instead) => {
        const anchor = anchorOf({ before: rest.slice(0, 2), marked: marked.join(' '), after: rest.slice(2) });
        expect(found(join(rest.slice(0, 2), instead.join(' '), rest.slice(2)), anchor)).toBeNull();
        expect(found(join(rest.slice(0, 2), rest.slice(2)), anchor)).toBeNull();
      }),
      { numRuns: 600 },
    );
  });

  it('tells two equal short passages apart by what stands around them', () => {
    const text = 'On the first day write to the minister. Keep a copy. On the third day write to the speaker. Keep a copy. Then rest.';
    const second = text.lastIndexOf('Keep a copy');
    const anchor = makeAnchor(text, second, second + 'Keep a copy'.length);
    const range = anchor && findAnchor(lettersOf(`A paragraph more. ${text}`), anchor);
    expect(range?.start).toBe(second + 'A paragraph more. '.length);
    expect(anchor && found(text.replace('the speaker. Keep a copy.', 'the speaker.'), anchor)).toBeNull();
  });

  it('does not mind vowel marks, kinds of quotation marks, composed letters and line breaks', () => {
    const text = 'قال الوزير إن «المدرسة» مغلقة منذ الشتاء. ثم سكت.';
    const start = text.indexOf('«');
    const anchor = makeAnchor(text, start, text.indexOf('.'));
    const vowelled = 'مقدمة. قال الوزير إن “المَدْرَسَة”\nمُغْلَقَةٌ منذُ الشِّتاء. ثم سكت.';
    expect(anchor && found(vowelled, anchor)).toBe('“المَدْرَسَة”\nمُغْلَقَةٌ منذُ الشِّتاء');
  });

  it('does not take in a paragraph that was put in beside a passage that was edited', () => {
    const text = 'You bring them into one room. Both are easy to agree with and easy to lose in a busy week.\nEnabler\nThe text calls the enabler a hub.';
    const start = text.indexOf('Both');
    const anchor = makeAnchor(text, start, text.indexOf('\n'));
    const next = text.replace('in a busy week.', 'in a very busy week.\nA fresh paragraph before everything that was there.');
    expect(anchor && found(next, anchor)).toBe('Both are easy to agree with and easy to lose in a very busy week.');
  });

  it('finds a passage that moved to another text, when it is long enough to be sure', () => {
    const text = 'One. The register of seizures lies with the customs office of the port. Two.';
    const start = text.indexOf('The register');
    const anchor = makeAnchor(text, start, text.indexOf(' Two'));
    const other = 'Elsewhere. The register of seizures lies with the customs office of the port. Again.';
    const range = anchor && holdsQuote(lettersOf(other), anchor);
    expect(range && other.slice(range.start, range.end)).toBe('The register of seizures lies with the customs office of the port.');
    expect(anchor && holdsQuote(lettersOf(`${other} ${other}`), anchor)).toBeNull();
  });

  it('refuses what cannot be kept', () => {
    expect(makeAnchor('a  b', 1, 3)).toBeNull();
    expect(makeAnchor('x'.repeat(5_000), 0, 5_000)).toBeNull();
  });
});
