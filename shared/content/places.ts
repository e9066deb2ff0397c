import type { YamlPath } from './locatedYaml.ts';

/** Where a piece of content stands, so that checks made after parsing can name file and line. */
export interface ContentPlace {
  file: string;
  /** Line of a value within the piece, such as ['tasks', 2]. */
  lineOf(path: YamlPath): number;
  /** Line on which the Markdown body begins, for sections and templates. */
  bodyLine?: number;
}

/** Places by key `kind:id`; kinds are those of links: section, task, toolkit, template, term, case, figure, timeline, chapter. */
export type ContentPlaces = Map<string, ContentPlace>;

export const placeKey = (kind: string, id: string): string => `${kind}:${id}`;
