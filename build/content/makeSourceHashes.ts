/**
 * Makes source-shingles.bin and source-names.bin. Run once when a source is added:
 *   node build/content/makeSourceHashes.ts --names <names.txt> <source.txt> [<source.txt> ...]
 * `names.txt` holds one name of a living person per line; its last word is also refused by itself unless the line ends in " *".
 * Neither the sources nor the names are kept in the project.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { comparableWords, encodeSourceHashes, runsOf } from './sourceHashes.ts';

const args = process.argv.slice(2);
const namesAt = args.indexOf('--names');
const namesFile = namesAt >= 0 ? args.splice(namesAt, 2)[1] : undefined;
if (args.length === 0 || namesFile === undefined) {
  process.stderr.write('Usage: node build/content/makeSourceHashes.ts --names <names.txt> <source.txt> [<source.txt> ...]\n');
  process.exit(2);
}

const runs = args.flatMap((file) => [...runsOf(comparableWords(readFileSync(file, 'utf8')))]);
const names = readFileSync(namesFile, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .flatMap((line) => {
    const words = comparableWords(line);
    return line.trimEnd().endsWith('*') ? [words] : [words, words.slice(-1)];
  });
writeFileSync(path.join(import.meta.dirname, 'source-shingles.bin'), encodeSourceHashes(randomBytes(16), runs));
writeFileSync(path.join(import.meta.dirname, 'source-names.bin'), encodeSourceHashes(randomBytes(16), names));
process.stdout.write(`${runs.length} runs of words and ${names.length} names\n`);
