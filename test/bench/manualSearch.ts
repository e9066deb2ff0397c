import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import MiniSearch from 'minisearch';
import { parse } from 'yaml';
import { parseContent } from '../../shared/content/parseContent.ts';
import { madeUpLanguages, madeUpManual } from '../../shared/search/madeUpManual.fixture.ts';
import { buildManualIndex, searchManual } from '../../shared/search/manualSearch.ts';
import { quantile, type Row, ratio, timed, timing, written } from './samples.ts';

const root = path.resolve(import.meta.dirname, '../..');
const rounds = 5;

function contentFiles(): Map<string, string> {
  const folder = path.join(root, 'assets/content/en');
  return new Map(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file).replaceAll(path.sep, '/'), readFileSync(file, 'utf8')];
  }));
}

/** The Manual's search on the real edition and the sixty questions, beside MiniSearch as it comes, in one process and in turn. */
export async function manualSearchRows(): Promise<Row[]> {
  const { content } = parseContent(contentFiles());
  if (content === undefined) throw new Error('The content does not parse; run "npm run content".');
  const questions = (parse(readFileSync(path.join(root, 'build/content/questions.yaml'), 'utf8')) as { ask: string }[]).map(({ ask }) => ask);
  const builds: number[] = [];
  const peerBuilds: number[] = [];
  const queries: number[] = [];
  const peerQueries: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let index = buildManualIndex([], 'en');
    builds.push(await timed(() => { index = buildManualIndex(content.sections, 'en'); }));
    const peer = new MiniSearch({ fields: ['title', 'summary', 'body'], searchOptions: { fuzzy: 0.2, prefix: true } });
    peerBuilds.push(await timed(() => peer.addAll(content.sections.map(({ id, title, summary, body }) => ({ id, title, summary, body })))));
    for (const question of questions) {
      queries.push(await timed(() => searchManual(index, question, { limit: 10 })));
      peerQueries.push(await timed(() => peer.search(question)));
    }
  }
  const p95 = (samples: readonly number[]): string => quantile([...samples].sort((a, b) => a - b), 0.95).toFixed(2);
  return [
    ...(await madeUpRows()),
    { what: `Index of the Manual (${content.sections.length} sections)`, measured: written(timing(builds)), against: `MiniSearch as it comes: ${written(timing(peerBuilds))}`, ratio: ratio(timing(builds), timing(peerBuilds)) },
    { what: `Search in the Manual (${questions.length} questions)`, measured: `${written(timing(queries))}, p95 ${p95(queries)}`, against: `MiniSearch as it comes: ${written(timing(peerQueries))}, p95 ${p95(peerQueries)}`, ratio: ratio(timing(queries), timing(peerQueries)) },
  ];
}

/** The last but one letter left out: the dearest kind of question, which looks for neighbours of every word. */
const slipped = (word: string): string => [...word].filter((_, at, all) => at !== all.length - 2).join('');

/** Two words with a slip in each, in a handbook of 500 sections; the bound is a frame of the screen, 16 ms. */
async function madeUpRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const language of madeUpLanguages) {
    const { sections, own } = madeUpManual(language, 500);
    const index = buildManualIndex(sections, language);
    const queries: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const [first = '', second = ''] of own.values()) queries.push(await timed(() => searchManual(index, `${slipped(first)} ${slipped(second)}`, { limit: 10 })));
    }
    const p95 = quantile([...queries].sort((a, b) => a - b), 0.95);
    rows.push({ what: `Search in 500 sections, ${language}`, measured: `${written(timing(queries))}, p95 ${p95.toFixed(2)} ms`, against: 'one frame of the screen, 16 ms, for the p95', ratio: (p95 / 16).toFixed(2) });
  }
  return rows;
}
