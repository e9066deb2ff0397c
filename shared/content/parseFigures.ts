import * as v from 'valibot';
import { figureSchema, type Figure } from './content.schema.ts';
import type { ContentProblem } from './contentProblem.ts';
import { parseLocated, readYaml } from './locatedYaml.ts';
import { placeKey, type ContentPlaces } from './places.ts';

const figureEntrySchema = v.omit(figureSchema, ['svg']);

/**
 * Drawings are put into the page as they are, so an SVG may hold shapes and text and nothing that loads, runs or restyles.
 * The reader cleans them again; refusing here means that an author hears of it.
 */
const forbiddenInSvg = /<\s*(script|style|foreignobject|image|use|iframe|a|animate|set|link)\b|<[!?]|\son[a-z]+\s*=|\b(xlink:)?href\s*=|\bstyle\s*=|url\s*\(/i;

/** `figures/figures.yaml` (or `figures.yaml`) lists id, title, description; each drawing is `figures/<id>.svg`. Undefined where there is neither. */
export function parseFigures(files: ReadonlyMap<string, string>, taken: Set<string>, places: ContentPlaces, problems: ContentProblem[]): Figure[] | undefined {
  const listFile = files.has('figures/figures.yaml') ? 'figures/figures.yaml' : 'figures.yaml';
  const drawings = [...files.keys()].filter((path) => path.startsWith('figures/') && path.endsWith('.svg'));
  for (const path of drawings) taken.add(path);
  taken.add(listFile);
  const text = files.get(listFile);
  if (text === undefined) {
    for (const file of drawings) problems.push({ file, line: 0, message: 'The drawing has no description', advice: 'Add figures.yaml with id, title and description of each drawing' });
    return undefined;
  }
  const { yaml, problems: yamlProblems } = readYaml(listFile, text);
  problems.push(...yamlProblems);
  if (!yaml) return [];
  if (!Array.isArray(yaml.value)) {
    problems.push({ file: listFile, line: 1, message: 'The file should be a list', advice: 'Begin each entry with "- id: ..." at the margin' });
    return [];
  }
  const figures: Figure[] = [];
  for (const [index, value] of (yaml.value as unknown[]).entries()) {
    const parsed = parseLocated(listFile, figureEntrySchema, yaml, [index], value);
    problems.push(...parsed.problems);
    if (!parsed.output) continue;
    const { id } = parsed.output;
    const file = `figures/${id}.svg`;
    const svg = files.get(file)?.trim();
    if (svg === undefined) {
      problems.push({ file: listFile, line: yaml.lineOf([index, 'id']), message: `There is no drawing ${file}`, advice: 'Add the file or remove the entry' });
      continue;
    }
    const bad = forbiddenInSvg.exec(svg);
    if (!svg.startsWith('<svg')) problems.push({ file, line: 1, message: 'The drawing does not begin with <svg', advice: 'Remove what stands before it' });
    else if (bad) problems.push({ file, line: svg.slice(0, bad.index).split('\n').length, message: `The drawing holds "${bad[0].trim()}"`, advice: 'Use only shapes, text and the fig- classes' });
    places.set(placeKey('figure', id), { file: listFile, lineOf: (path) => yaml.lineOf([index, ...path]) });
    figures.push({ ...parsed.output, svg });
  }
  const listed = new Set(figures.map((figure) => figure.id));
  for (const file of drawings) {
    const id = file.slice('figures/'.length, -'.svg'.length);
    if (!listed.has(id)) problems.push({ file, line: 0, message: 'The drawing is not in the list of figures', advice: `Add it to ${listFile} with title and description` });
  }
  return figures;
}
