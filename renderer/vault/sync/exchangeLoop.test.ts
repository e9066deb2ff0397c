import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../shared/errors/result.ts';
import type { ExchangeState } from '../../../shared/domain/vault/exchangeState.ts';
import { ExchangeLoop, loopTiming } from './exchangeLoop.ts';
import type { ExchangeReport } from './syncEngine.ts';

const nothing: Result<ExchangeReport> = ok({ pulled: 0, pushed: 0, held: 0, tooLarge: [], troubles: [] });

function loopWith(answers: readonly (Result<ExchangeReport> | Error)[], waiting: number | (() => Promise<number>) = 0, random = () => 1) {
  const shown: ExchangeState[] = [];
  let exchanges = 0;
  const loop = new ExchangeLoop({
    exchange: async () => {
      const answer = answers[exchanges++] ?? nothing;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    joined: () => Promise.resolve(true),
    waiting: () => (typeof waiting === 'function' ? waiting() : Promise.resolve(waiting)),
    lastExchangeAt: () => Promise.resolve(null),
    show: (state) => shown.push(state),
    now: () => '2026-11-21T10:00:00.000Z',
    random,
  });
  return { loop, shown, exchanges: () => exchanges };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('exchanges at the start, after a pause in the work, at once after many changes, and now and then', async () => {
  const { loop, exchanges } = loopWith([]);
  await loop.start();
  await vi.advanceTimersByTimeAsync(1);
  expect(exchanges()).toBe(1);
  loop.changed();
  await vi.advanceTimersByTimeAsync(loopTiming.pauseMs - 1);
  loop.changed();
  await vi.advanceTimersByTimeAsync(loopTiming.pauseMs - 1);
  expect(exchanges(), 'whoever goes on writing is not interrupted').toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(exchanges()).toBe(2);
  for (let change = 0; change < loopTiming.operations; change += 1) loop.changed();
  await vi.advanceTimersByTimeAsync(1);
  expect(exchanges()).toBe(3);
  await vi.advanceTimersByTimeAsync(loopTiming.idleMs);
  expect(exchanges()).toBe(4);
  loop.stop();
});

it('waits longer after each failure, does not hurry because something is written, and goes on at a nudge', async () => {
  const away = fail('secretariat.unreachable', 'later');
  const { loop, shown, exchanges } = loopWith([away, away, away], 2);
  await loop.start();
  await vi.advanceTimersByTimeAsync(1);
  expect(shown.at(-1)).toMatchObject({ phase: 'away', failureCode: 'secretariat.unreachable', waiting: 2 });
  loop.changed();
  await vi.advanceTimersByTimeAsync(loopTiming.firstRetryMs - 2);
  expect(exchanges()).toBe(1);
  await vi.advanceTimersByTimeAsync(2);
  expect(exchanges()).toBe(2);
  await vi.advanceTimersByTimeAsync(loopTiming.firstRetryMs * 2 - 10);
  expect(exchanges()).toBe(2);
  await vi.advanceTimersByTimeAsync(20);
  expect(exchanges()).toBe(3);
  loop.nudge();
  await vi.advanceTimersByTimeAsync(1);
  expect([exchanges(), shown.at(-1)?.phase]).toEqual([4, 'resting']);
  loop.stop();
});

it('does not try again by itself where nothing could change, and says that the user is needed', async () => {
  const { loop, shown, exchanges } = loopWith([fail('device.revoked', 'never')]);
  await loop.start();
  await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
  expect([exchanges(), shown.at(-1)?.phase, shown.at(-1)?.failureCode]).toEqual([1, 'stuck', 'device.revoked']);
  loop.stop();
});

it('sends what waits before the vault is locked, no longer than it may, and nothing where there is no way', async () => {
  const { loop, exchanges } = loopWith([], 1);
  await loop.start();
  await vi.advanceTimersByTimeAsync(1);
  await loop.last(1_000);
  expect(exchanges()).toBe(2);
  loop.stop();
  const offline = loopWith([fail('secretariat.unreachable', 'later')], 1);
  await offline.loop.start();
  await vi.advanceTimersByTimeAsync(1);
  await offline.loop.last(1_000);
  expect(offline.exchanges()).toBe(1);
  offline.loop.stop();
});

it('goes on asking through days behind a sign-in page, seldom and never all devices at once, and exchanges as soon as there is a way', async () => {
  const portal = fail('secretariat.captivePortal', 'later');
  const dayMs = 24 * 60 * 60_000;
  const counts: number[] = [];
  for (const chance of [0, 0.5, 1]) {
    const answers = Array.from({ length: 5_000 }, () => portal);
    const { loop, shown, exchanges } = loopWith(answers, 3, () => chance);
    await loop.start();
    await vi.advanceTimersByTimeAsync(4 * dayMs);
    counts.push(exchanges());
    expect(shown.at(-1)).toMatchObject({ failureCode: 'secretariat.captivePortal', waiting: 3 });
    answers.length = 0;
    await vi.advanceTimersByTimeAsync(loopTiming.longestRetryMs + 1);
    expect(shown.at(-1), 'nobody had to do anything').toMatchObject({ phase: 'resting', failureCode: null });
    loop.stop();
  }
  for (const count of counts) {
    expect(count).toBeGreaterThanOrEqual((4 * dayMs) / loopTiming.longestRetryMs);
    expect(count).toBeLessThan((4 * dayMs) / loopTiming.longestRetryMs * 2.5);
  }
  expect(new Set(counts).size, 'chance parts those that failed together').toBe(3);
});

it('goes on after a fault that was not foreseen, and says that there was one', async () => {
  const { loop, shown, exchanges } = loopWith([new TypeError('not foreseen')]);
  await loop.start();
  await vi.advanceTimersByTimeAsync(1);
  expect(shown.at(-1)).toMatchObject({ phase: 'stuck', failureCode: 'vault.internal' });
  await vi.advanceTimersByTimeAsync(loopTiming.firstRetryMs);
  expect(exchanges()).toBe(2);
  expect(shown.at(-1)).toMatchObject({ phase: 'resting', failureCode: null });
  loop.stop();
});

it('leaves no fault behind where the vault is locked while something is counted', async () => {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  process.on('unhandledRejection', note);
  try {
    let isOpen = true;
    let close = (): void => undefined;
    const { loop } = loopWith([], () => (isOpen ? Promise.resolve(0) : new Promise((_resolve, reject) => (close = () => reject(new Error('the store was closed'))))));
    await loop.start();
    await vi.advanceTimersByTimeAsync(1);
    isOpen = false;
    loop.changed(); // counts what waits
    loop.stop();
    close();
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 20)); // Node tells of a rejection at the end of its turn
    expect(uncaught).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});

it('says how far a long exchange has come, the first one with a new device too, and no longer once it is over', async () => {
  let end: (answer: Result<ExchangeReport>) => void = () => undefined;
  const shown: ExchangeState[] = [];
  const loop = new ExchangeLoop({
    exchange: () => new Promise((resolve) => (end = resolve)),
    joined: () => Promise.resolve(false),
    waiting: () => Promise.resolve(0),
    lastExchangeAt: () => Promise.resolve(null),
    show: (state) => shown.push(state),
    now: () => '2026-11-21T10:00:00.000Z',
    random: () => 1,
  });
  await loop.start();
  expect(shown).toEqual([]);
  loop.nudge();
  loop.advanced({ way: 'send', done: 500, of: 2_000 });
  expect(shown.at(-1)).toMatchObject({ phase: 'running', advance: { way: 'send', done: 500, of: 2_000 }, waiting: 1_500 });
  end(nothing);
  await vi.advanceTimersByTimeAsync(1);
  expect(shown.at(-1)).toMatchObject({ phase: 'resting', advance: null, waiting: 0 });
  // What comes late from an exchange that is over is not shown.
  loop.advanced({ way: 'fetch', done: 1, of: 2 });
  expect(shown.at(-1)).toMatchObject({ phase: 'resting', advance: null });
  loop.stop();
});
