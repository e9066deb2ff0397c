import * as v from 'valibot';
import type { DocumentBlock, DocumentModel } from '../documents/documentModel.ts';
import type { CarriedNote } from './carriedNote.ts';
import { treeDocument } from './treeDocument.ts';

const word = v.pipe(v.string(), v.maxLength(300));
/** Words of the user's language that an exported document needs. */
export const exportWordsSchema = v.strictObject({
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)), direction: v.picklist(['ltr', 'rtl']), handling: v.pipe(word, v.minLength(1)), untitled: word, observed: word, place: word, source: word, grade: word, files: word,
});
export type ExportWords = v.InferOutput<typeof exportWordsSchema>;

const small = (text: string): DocumentBlock => ({ kind: 'paragraph', tone: 'small', runs: [{ text: text.slice(0, 20_000) }] });

function noteBlocks(note: CarriedNote, words: ExportWords, alone: boolean): DocumentBlock[] {
  const { title = '', observedOn, place = '', source = '', reliability, credibility } = note.fields;
  const facts = [
    observedOn == null ? '' : `${words.observed}: ${observedOn}`, place === '' ? '' : `${words.place}: ${place}`, source === '' ? '' : `${words.source}: ${source}`,
    reliability == null && credibility == null ? '' : `${words.grade}: ${reliability ?? '?'}${credibility ?? '?'}`,
  ].filter((fact) => fact !== '').join(' · ');
  return [
    ...(alone ? [] : [{ kind: 'heading', level: 2, text: title === '' ? words.untitled : title } satisfies DocumentBlock]),
    ...(facts === '' ? [] : [small(facts)]),
    ...treeDocument(note.body),
    ...(note.files.length === 0 ? [] : [small(`${words.files}: ${note.files.map(({ name }) => name).join(', ')}`)]),
  ];
}

/** One note, or several under the name of their situation, as a document. Files are named in it and stay behind. */
export function exportedDocument(situation: string, notes: readonly CarriedNote[], words: ExportWords): DocumentModel {
  const alone = notes.length === 1;
  const title = alone ? (notes[0]?.fields.title ?? '') : situation;
  const byDay = alone ? notes : notes.toSorted((a, b) => (a.fields.observedOn ?? a.createdAt).localeCompare(b.fields.observedOn ?? b.createdAt));
  return { title: title === '' ? words.untitled : title, language: words.language, direction: words.direction, handling: words.handling, blocks: byDay.flatMap((note) => noteBlocks(note, words, alone)), notes: [], notesTitle: '' };
}
