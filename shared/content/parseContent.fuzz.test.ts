import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBrokenLinks } from './brokenLinks.ts';
import { linksIn } from './contentLinks.ts';
import { parseContent } from './parseContent.ts';
import { wholeEdition } from './wholeEdition.fixture.ts';

/** What a person might leave in a file: YAML and Markdown marks, broken in every way. */
const mess = fc.array(fc.oneof(fc.constantFrom('---\n', 'id: x\n', '- ', ': ', '[', ']', '(', '{', '}', '&a ', '*a', '!!js ', '"', "'", '|\n', '>\n', '\t', '\r\n', '\u0000', '\uFEFF', '\u202E', '# ', '__proto__:\n  x: 1\n', 'constructor: 1\n'), fc.string({ maxLength: 20 })), { maxLength: 40 }).map((parts) => parts.join(''));
const paths = [...wholeEdition().keys()];

describe('parsing of damaged folders', () => {
  it('never throws, and names file and advice in each problem', () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), mess, fc.integer({ min: 0, max: 400 }), fc.boolean(), (path, text, cut, partial) => {
        const files = wholeEdition();
        const original = files.get(path) ?? '';
        files.set(path, original.slice(0, cut) + text + (text.length % 2 === 0 ? original.slice(cut) : ''));
        const { content, problems, places } = parseContent(files, { partial });
        expect((content === undefined) === problems.length > 0).toBe(true);
        for (const problem of problems) {
          expect(problem.message).not.toBe('');
          expect(problem.advice).not.toBe('');
          expect(Number.isInteger(problem.line) && problem.line >= 0).toBe(true);
        }
        if (content) findBrokenLinks(content, places);
      }),
      { numRuns: 600 },
    );
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('takes a long line of brackets without delay', () => {
    const started = performance.now();
    linksIn('['.repeat(60_000));
    linksIn('![a]('.repeat(10_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
