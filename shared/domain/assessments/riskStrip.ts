import type { RunSummary } from '../runs/run.ts';
import { riskStep, type RiskFactor, type RiskStep } from './riskFactors.ts';

export interface StripColumn {
  readonly runId: string;
  /** Instant of the signing off, or of the last change of a draft. */
  readonly at: string;
  readonly isFinal: boolean;
}

export interface StripCell {
  /** null where the factor was not judged. */
  readonly step: RiskStep | null;
  /** True where two devices judged differently and nobody has settled it. */
  readonly open: boolean;
  /** True where the meaning of the judgement changed against the column before, so that the two must not be compared. */
  readonly breaks: boolean;
}

export interface RiskStrip {
  /** Oldest first. */
  readonly columns: readonly StripColumn[];
  readonly rows: readonly { readonly factor: RiskFactor; readonly cells: readonly StripCell[] }[];
}

/** Factors by assessments. Signed-off ones in the order in which they were signed, then drafts; binned ones are left out. */
export function riskStrip(factors: readonly RiskFactor[], assessments: readonly RunSummary[]): RiskStrip {
  const shown = assessments.filter((run) => run.trashedAt === null).sort(inOrder);
  const columns = shown.map((run) => ({ runId: run.id, at: run.finalAt ?? run.changedAt, isFinal: run.finalAt !== null }));
  const rows = factors.map((factor) => {
    let meaning: string | null = null;
    const cells = shown.map((run): StripCell => {
      const found = judgementOf(factor, run);
      if (found === null) return { step: null, open: false, breaks: false };
      const breaks = meaning !== null && meaning !== found.meaning;
      meaning = found.meaning;
      return { step: riskStep(found.step), open: found.open, breaks };
    });
    return { factor, cells };
  });
  return { columns, rows };
}

const inOrder = (a: RunSummary, b: RunSummary): number =>
  Number(a.finalAt === null) - Number(b.finalAt === null) || (a.finalAt ?? a.createdAt).localeCompare(b.finalAt ?? b.createdAt) || a.id.localeCompare(b.id);

/** The judgement of a factor in a run: of this item, or of one that it replaces. Another item or another rev is another meaning. */
function judgementOf({ judgement }: RiskFactor, run: RunSummary): { readonly step: number; readonly open: boolean; readonly meaning: string } | null {
  for (const id of [judgement.id, ...(judgement.replaces ?? [])]) {
    const given = run.judgements[id];
    if (given !== undefined) return { step: given.step, open: given.open, meaning: `${id}:${given.rev}` };
  }
  return null;
}
