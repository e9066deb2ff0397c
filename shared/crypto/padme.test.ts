import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { padContent, padmeLength, unpadContent } from './padme.ts';

describe('padding', () => {
  it('follows the published rule from 256 bytes on', () => {
    expect([1, 255, 256, 257, 272, 273, 1_000, 1_025, 100_000].map(padmeLength)).toEqual([256, 256, 256, 272, 272, 288, 1_024, 1_088, 100_352]);
  });

  it('costs at most 12 % and takes back what it put on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (content) => {
        const padded = padContent(content);
        expect(padded.length).toBe(padmeLength(content.length + 4));
        if (content.length > 256) expect(padded.length).toBeLessThanOrEqual(Math.ceil((content.length + 4) * 1.12));
        expect(unpadContent(padded)).toEqual({ ok: true, value: content });
      }),
      { numRuns: 200 },
    );
  });

  it('is refused where the length or a filling byte is not its own', () => {
    const padded = padContent(new Uint8Array(10));
    const refused = (change: (bytes: Uint8Array) => Uint8Array) => {
      const result = unpadContent(change(padded.slice()));
      return result.ok ? 'ok' : result.error.code;
    };
    expect(refused((bytes) => bytes.fill(1, 255))).toBe('vault.paddingInvalid');
    expect(refused((bytes) => bytes.fill(255, 0, 4))).toBe('vault.paddingInvalid');
    expect(refused((bytes) => bytes.subarray(0, 200))).toBe('vault.paddingInvalid');
    expect(refused((bytes) => bytes.subarray(0, 3))).toBe('vault.paddingInvalid');
  });
});
