import { afterEach, expect, it, vi } from 'vitest';

const shown: { title: string; body: string }[] = [];
vi.mock('electron', () => ({
  Notification: class {
    static isSupported = (): boolean => true;
    readonly #options: { title: string; body: string };
    constructor(options: { title: string; body: string }) {
      this.#options = options;
    }
    show(): void {
      shown.push(this.#options);
    }
  },
}));
const { Reminders } = await import('./reminders.ts');

let now = new Date(2026, 11, 9, 8, 0);
const words = { title: 'Focal Point Companion', body: 'Something is planned.' };
afterEach(() => shown.splice(0));

it('reminds once on its day, from nine in the morning, in the given words and no others', () => {
  const reminders = new Reminders(() => now);
  reminders.set(['2026-12-09', '2026-12-11'], words);
  expect(shown).toEqual([]);
  now = new Date(2026, 11, 9, 9, 5);
  reminders.look();
  reminders.look();
  reminders.set(['2026-12-09'], words);
  expect(shown).toEqual([{ ...words, silent: true }]);
  now = new Date(2026, 11, 10, 12, 0);
  reminders.look();
  expect(shown).toHaveLength(1);
  reminders.stop();
});
