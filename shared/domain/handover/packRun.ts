import type { RunSummary } from '../runs/run.ts';
import type { GivenAnswer, RunAnswers } from '../runs/runAnswer.ts';
import type { RunDefinition } from '../runs/runDefinition.ts';
import type { HandoverRun } from './handoverPackage.ts';
import { placeId } from './packageIds.ts';
import type { Packing } from './packEntry.ts';

export interface RunMaterial {
  readonly summary: RunSummary;
  readonly answers: RunAnswers;
  readonly definition: RunDefinition;
}

/** Answers whose value is the user's own words; the others are ids and figures, which a mask would break. */
const inWords: ReadonlySet<string> = new Set(['text', 'longtext']);

/** A run for the successor. Notes that stay behind are no evidence in it. `definition`: its place in the package's list. */
export function packRun({ summary, answers }: RunMaterial, definition: number, line: string, { mask, to, toTask }: Packing): HandoverRun {
  const value = (given: GivenAnswer): GivenAnswer => {
    const { type, rev, under, at, step } = given;
    const words = inWords.has(type) && typeof given.value === 'string' ? mask(given.value) : given.value;
    return { value: words, type, rev, under, at, ...(step === undefined ? {} : { step }) };
  };
  const items = Object.entries(answers).map(([id, item]) => [
    id,
    {
      values: item.values.map(value),
      remarks: item.remarks.map(mask),
      evidence: Object.fromEntries(Object.entries(item.evidence).flatMap(([note, side]) => {
        const moved = to(note);
        return moved === null ? [] : [[moved, side] as const];
      })),
      rows: item.rows.map((row, at) => ({ id: placeId(at), cells: Object.fromEntries(Object.entries(row.cells).map(([column, texts]) => [column, texts.map(mask)])) })),
    },
  ] as const);
  const { situationId, taskId, name, pin, createdAt, finalAt } = summary;
  return { situationId: to(situationId), definition, edition: pin.edition, editionName: pin.editionName, name: mask(name), taskId: toTask(taskId), createdAt, finalAt, answers: Object.fromEntries(items), line };
}
