import { expect, it } from 'vitest';
import { createExchangeAllowance } from './exchangeAllowance.ts';

it('stops at the day’s limit, goes on when asked and on the next day, and knows no limit by default', () => {
  let [now, limit] = [new Date('2026-11-21T10:00:00Z'), 1 as number | null];
  const allowance = createExchangeAllowance(() => limit, () => now);
  expect(allowance.check()).toBe(null);
  allowance.used(1024 * 1024);
  expect(allowance.check()).toMatchObject({ ok: false, error: { code: 'sync.limit', details: { limit: 1 } } });
  allowance.allow();
  expect(allowance.check()).toBe(null);
  allowance.used(2 * 1024 * 1024);
  now = new Date('2026-11-22T00:00:00Z');
  expect(allowance.check()).toBe(null);
  allowance.used(5 * 1024 * 1024);
  limit = null;
  expect(allowance.check()).toBe(null);
});

it('lets files use half of a day and keeps the rest for what was written', () => {
  const allowance = createExchangeAllowance(() => 2, () => new Date('2026-11-21T10:00:00Z'));
  allowance.used(1024 * 1024 - 1);
  expect(allowance.checkFiles()).toBe(null);
  allowance.used(1);
  expect(allowance.checkFiles()).toMatchObject({ ok: false, error: { code: 'sync.limit' } });
  expect(allowance.check()).toBe(null);
});
