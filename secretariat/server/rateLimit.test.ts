import { describe, expect, it } from 'vitest';
import { createRateLimit } from './rateLimit.ts';

describe('createRateLimit', () => {
  it('refills evenly and says how long to wait', () => {
    let now = 0;
    const limit = createRateLimit({ perMinute: 6, nowMs: () => now });
    for (let tries = 0; tries < 6; tries += 1) expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(10);
    expect(limit.take('b')).toBe(0);
    now += 9_000;
    expect(limit.take('a')).toBe(1);
    now += 1_000;
    expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(10);
    now += 3_600_000;
    for (let tries = 0; tries < 6; tries += 1) expect(limit.take('a')).toBe(0);
    expect(limit.take('a')).toBe(10);
  });

  it('counts one network of IPv6 as one caller', () => {
    const limit = createRateLimit({ perMinute: 1, nowMs: () => 0 });
    expect(limit.take('2001:db8:1:2:3:4:5:6')).toBe(0);
    expect(limit.take('2001:db8:1:2::9')).toBeGreaterThan(0);
    expect(limit.take('2001:db8:1:3::9')).toBe(0);
    expect(limit.take('2001:db8::9')).toBe(0);
    expect(limit.take('::ffff:192.0.2.1')).toBe(0);
    expect(limit.take('::ffff:192.0.2.2')).toBe(0);
  });

  it('forgets callers instead of growing without end', () => {
    const limit = createRateLimit({ perMinute: 1, nowMs: () => 0 });
    limit.take('first');
    for (let caller = 0; caller < 10_000; caller += 1) limit.take(`10.${caller}`);
    expect(limit.take('first')).toBe(0);
  });
});
