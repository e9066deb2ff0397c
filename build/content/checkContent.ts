import { findBrokenLinks } from '../../shared/content/brokenLinks.ts';
import type { Content } from '../../shared/content/content.schema.ts';
import { sortContentProblems, type ContentProblem } from '../../shared/content/contentProblem.ts';
import { parseContent } from '../../shared/content/parseContent.ts';
import { checkReading, type SectionReading } from './checkReading.ts';
import { checkSpelling } from './checkSpelling.ts';
import { checkStructure } from './checkStructure.ts';
import { checkNames, checkOverlap, checkRules } from './checkWording.ts';
import { coverageOf, type Coverage } from './coverage.ts';
import { textPieces } from './textPieces.ts';

export interface ContentReport {
  content: Content | undefined;
  problems: ContentProblem[];
  /** Worth a look, and no reason to refuse. */
  warnings: ContentProblem[];
  readings: SectionReading[];
  coverage: Coverage | undefined;
}

/**
 * Everything that a whole edition is held to.
 * @param coverageRows text of coverage-rows.yaml
 */
export function checkContent(files: ReadonlyMap<string, string>, coverageRows: string): ContentReport {
  const { content, problems, places } = parseContent(files);
  if (!content) return { content, problems, warnings: [], readings: [], coverage: undefined };
  const pieces = textPieces(content, places);
  const reading = checkReading(content, places);
  const coverage = coverageOf(content, coverageRows);
  return {
    content,
    problems: sortContentProblems([
      ...findBrokenLinks(content, places),
      ...checkStructure(content, places),
      ...reading.problems,
      ...checkOverlap(pieces),
      ...checkNames(pieces),
      ...checkRules(pieces),
      ...checkSpelling(pieces),
      ...coverage.problems,
    ]),
    warnings: sortContentProblems(reading.warnings),
    readings: reading.readings,
    coverage,
  };
}
