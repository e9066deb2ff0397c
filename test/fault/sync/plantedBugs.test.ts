import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { plantedBugs } from './plantedBugs.ts';

it.each(plantedBugs)('there is a place to plant: $name', async ({ file, find, put }) => {
  const source = await readFile(path.resolve(import.meta.dirname, '../../..', file), 'utf8');
  expect(source.split(find)).toHaveLength(2);
  expect(put).not.toBe(find);
});
