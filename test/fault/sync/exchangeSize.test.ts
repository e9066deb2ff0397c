import { expect, it } from 'vitest';
import { exchangeSizes } from './exchangeSizeSuite.ts';

it('long absences, large notes, many notes and many operations cross whole: the short form of what npm run fault does', async () => {
  const lines: string[] = [];
  expect(await exchangeSizes(0.01, (line) => lines.push(line))).toBe(4);
  expect(lines).toHaveLength(4);
}, 300_000);
