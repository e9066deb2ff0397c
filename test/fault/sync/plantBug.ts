/** Loaded before the program: puts one mistake, named in the environment, into one file as it is read. */
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PlantedBug } from './plantedBugs.ts';

const bug = JSON.parse(process.env['PLANT'] ?? '{}') as PlantedBug;
const target = pathToFileURL(path.resolve(import.meta.dirname, '../../..', bug.file)).href;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (url !== target) return loaded;
    const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
    if (!source.includes(bug.find)) {
      process.stderr.write(`The place for "${bug.name}" is not in ${bug.file} any more.\n`);
      process.exit(2);
    }
    return { ...loaded, source: source.replace(bug.find, () => bug.put) };
  },
});
