import type { Content } from '../../shared/content/content.schema.ts';
import { placeKey, type ContentPlace, type ContentPlaces } from '../../shared/content/places.ts';
import { plainInline, proseBlocks, type BlockKind } from './prose.ts';

/** One run of visible text, such as a paragraph, a label or a step. */
export interface TextPiece {
  file: string;
  line: number;
  kind: BlockKind | 'field';
  text: string;
  /** The same text line by line, for checks that name an exact line. */
  lines: { text: string; line: number }[];
}

/** Names of documents and places of things are not prose of ours. */
const skippedKeys = new Set(['id', 'source', 'sources', 'svg', 'body', 'number', 'type', 'kind', 'phase', 'name', 'file', 'folder', 'chapterId', 'section', 'sections', 'tasks', 'toolkits', 'templates', 'dependsOn', 'appliesWhen', 'showWhen', 'replaces', 'carry', 'keywords', 'on', 'forcefulness', 'edition', 'language', 'publishedOn']);

/** Every visible text of an edition except the names of sources. */
export function textPieces(content: Content, places: ContentPlaces): TextPiece[] {
  const pieces: TextPiece[] = [];
  const add = (kind: string, entries: readonly { id: string; body?: string }[]): void => {
    for (const entry of entries) {
      const place = places.get(placeKey(kind, entry.id));
      if (!place) continue;
      addFields(pieces, place, entry, []);
      if (entry.body === undefined) continue;
      for (const block of proseBlocks(entry.body, place.bodyLine ?? 1)) pieces.push({ file: place.file, line: block.line, kind: block.kind, text: block.text, lines: block.lines });
    }
  };
  add('section', content.sections);
  add('task', content.programme.tasks);
  add('toolkit', content.toolkits);
  add('template', content.templates);
  add('term', content.glossary);
  add('timeline', content.timeline);
  add('case', content.cases);
  add('figure', content.figures);
  addFields(pieces, { file: 'programme.yaml', lineOf: () => 1 }, content.programme.phases, []);
  addFields(pieces, { file: 'edition.yaml', lineOf: () => 1 }, content.cover, []);
  addFields(pieces, { file: 'chapters.yaml', lineOf: () => 1 }, content.chapters, []);
  return pieces;
}

function addFields(pieces: TextPiece[], place: ContentPlace, value: unknown, path: (string | number)[]): void {
  if (typeof value === 'string') {
    const line = place.lineOf(path);
    const text = plainInline(value);
    pieces.push({ file: place.file, line, kind: 'field', text, lines: [{ text, line }] });
  } else if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) addFields(pieces, place, entry, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, entry] of Object.entries(value)) if (!skippedKeys.has(key)) addFields(pieces, place, entry, [...path, key]);
  }
}
