import type { Content } from '../../shared/content/content.schema.ts';
import { findBrokenLinks } from '../../shared/content/brokenLinks.ts';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import type { ContentPlace, ContentPlaces } from '../../shared/content/places.ts';

/**
 * References that lead nowhere, parted into those that stop publication and those that do not. An editor is stopped by a fault in the
 * files of the folder, unless the edition in force has the same one: then it is no news, and somebody may be at work on its other end.
 */
export function linkFaults(content: Content, places: ContentPlaces, inForce: Content | null): { stopping: ContentProblem[]; known: ContentProblem[] } {
  const before = new Set(inForce ? findBrokenLinks(inForce, new PieceNames()).map(identityOf) : []);
  const identities = findBrokenLinks(content, new PieceNames()).map(identityOf);
  const stopping: ContentProblem[] = [];
  const known: ContentProblem[] = [];
  for (const [index, problem] of findBrokenLinks(content, places).entries()) {
    const isNews = problem.file !== '' && !before.has(identities[index] ?? '');
    (isNews ? stopping : known).push(problem);
  }
  return { stopping, known };
}

const identityOf = (problem: ContentProblem): string => `${problem.file}\0${problem.message}`;

/** Names every piece by its kind and id in place of its file, which two editions may keep under different names. */
class PieceNames extends Map<string, ContentPlace> {
  override get(key: string): ContentPlace {
    return { file: key, lineOf: () => 0, bodyLine: 1 };
  }
}
