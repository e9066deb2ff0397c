import { briefingHandlings, type Briefing } from '../assessments/briefing.ts';
import type { HandoverBriefing } from './handoverPackage.ts';
import type { Packing } from './packEntry.ts';

/** What a draft without a chosen rule counts as, and what is left of two devices that chose differently: the fewer may see it. */
const narrowest = ({ fields, concurrentHandling }: Briefing) => briefingHandlings.find((rule) => rule === fields.handling || concurrentHandling.includes(rule)) ?? briefingHandlings[0];

/**
 * A briefing for the successor. To whom it was sent stays behind, and notes that stay behind are no ground in it. Of a line that two devices
 * wrote at once, both texts go. `situation`: the place of its situation in the package.
 */
export function packBriefing(briefing: Briefing & { readonly createdAt: string }, situation: number, line: string, { mask, to }: Packing): HandoverBriefing {
  const { kind, runId, fields, lines, createdAt } = briefing;
  const { title, reader, author, ask, decideBy } = fields;
  return {
    situation, kind, runId: to(runId), createdAt, line,
    fields: { title: mask(title), reader: mask(reader), author: mask(author), ask: mask(ask), decideBy: mask(decideBy), handling: narrowest(briefing) },
    lines: lines.flatMap(({ part, text, others, noteIds }) => [text, ...others].map((words) => ({ part, text: mask(words), noteIds: noteIds.flatMap((id) => to(id) ?? []) }))),
  };
}
