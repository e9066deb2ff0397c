import { expect, it } from 'vitest';
import { editionKills } from './editionKills.ts';

/** `npm run fault` does the same a thousand times. */
it('a hundred kills of the process that takes an edition leave the old edition or the new one, whole', { timeout: 300_000 }, async () => {
  const totals = await editionKills(100, 20_261_121);
  expect(totals.faults).toEqual([]);
  expect(totals.kills).toBe(100);
  expect(Object.keys(totals.seen).length).toBeGreaterThan(2);
});
