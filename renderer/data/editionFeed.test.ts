import { expect, it } from 'vitest';
import { ok } from '../../shared/errors/result.ts';
import { createEditionFeed } from './editionFeed.ts';

it('tries again with the next news what could not be stored, and goes on with later editions', async () => {
  let inForce = 1;
  let full = true;
  const stored: number[] = [];
  const feed = createEditionFeed({
    active: async () => ok({ manifest: { number: inForce } }),
    adopt: async ({ manifest }) => {
      if (full) throw new Error('QuotaExceededError');
      stored.push(manifest.number);
    },
  });
  feed.bring(null);
  await feed.settled();
  expect(stored).toEqual([]);
  full = false;
  feed.bring(1);
  await feed.settled();
  expect(stored).toEqual([1]);
  feed.bring(1);
  await feed.settled();
  expect(stored, 'what is stored is not brought again').toEqual([1]);
  inForce = 2;
  feed.bring(2);
  await feed.settled();
  feed.end();
  feed.bring(3);
  await feed.settled();
  expect(stored).toEqual([1, 2]);
});
