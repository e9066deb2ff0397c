/** A seed that fails is of use only where it fails again. */
import './simSchedule.ts';
import { expect, it } from 'vitest';
import { simulate } from './simulate.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();

it('a seed asks the same of the server, to the byte and in the same order, each time', async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const [first, second] = [await simulate(seed, secretariat.running), await simulate(seed, secretariat.running)];
    expect(first.trace).toMatch(/^[0-9a-f]{64}$/u);
    expect(second).toEqual(first);
  }
});
