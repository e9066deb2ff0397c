import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './retryDelayMs.ts';

const defaultTiming = { firstRetryMs: 1_000, longestRetryMs: 300_000 };

describe('retryDelayMs', () => {
  it('doubles from a second to five minutes', () => {
    const longest = Array.from({ length: 12 }, (_, failures) => retryDelayMs(failures + 1, defaultTiming, 1));
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000, 300_000]);
    expect(retryDelayMs(1_000_000, defaultTiming, 1)).toBe(300_000);
  });
  it('leaves half of each wait to chance', () => {
    expect(retryDelayMs(5, defaultTiming, 0)).toBe(8_000);
    expect(retryDelayMs(5, defaultTiming, 0.5)).toBe(12_000);
  });
});
