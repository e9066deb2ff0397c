import { useCallback } from 'react';
import { fillBriefing } from '../../../shared/domain/assessments/fillBriefing.ts';
import { fillKind } from '../../../shared/domain/assessments/fillKind.ts';
import { measuresToolkitId } from '../../../shared/domain/options/measures.ts';
import { riskChanges } from '../../../shared/domain/assessments/riskChanges.ts';
import { assessmentToolkitId, riskFactors } from '../../../shared/domain/assessments/riskFactors.ts';
import { riskStrip } from '../../../shared/domain/assessments/riskStrip.ts';
import type { BriefingKind, NewLine } from '../../../shared/domain/assessments/briefing.ts';
import type { RunSummary } from '../../../shared/domain/runs/run.ts';
import type { NoteSummary } from '../../../shared/domain/vault/note.ts';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import type { Result } from '../../../shared/errors/result.ts';
import { useText } from '../../i18n/useText.ts';
import { vault } from '../../platform/vault.ts';
import { useRun } from '../runs/index.ts';
import { useToolkits } from '../../data/publishedReads.ts';
import { ruleWords } from '../warning/index.ts';
import { fillWords, kindWords } from './briefingWords.ts';
import { gatherMaterial } from './gatherMaterial.ts';

/** Begins a briefing, filled from the last signed-off assessment (from the draft where there is none), the open alarm, scenarios and options. Answers the id. */
export function useStartBriefing(situation: Situation | null, runs: readonly RunSummary[], notes: readonly NoteSummary[]): (kind: BriefingKind) => Promise<Result<string>> {
  const text = useText();
  const all = runs.filter((run) => run.situationId === situation?.id && run.toolkitId === assessmentToolkitId && run.trashedAt === null);
  const source = [...all].filter((run) => run.finalAt !== null).sort((a, b) => (b.finalAt ?? '').localeCompare(a.finalAt ?? ''))[0] ?? all[0];
  const open = useRun(source?.id ?? '0'.repeat(32));
  const measures = useToolkits()?.find(({ id }) => id === measuresToolkitId);
  return useCallback(async (kind) => {
    const usable = new Set(notes.filter((note) => note.trashedAt === null).map(({ id }) => id));
    let lines: readonly NewLine[] = [];
    if (open.state === 'ready') {
      const factors = riskFactors(open.definition);
      const strip = riskStrip(factors, all);
      const at = strip.columns.findIndex((column) => column.runId === source?.id);
      lines = fillBriefing(factors, open.run.answers, riskChanges(strip, at), situation?.populations ?? [], usable, fillWords(text));
    }
    const material = await gatherMaterial(situation?.id ?? '', lines, open.state === 'ready' ? open.run.answers : {}, measures, usable, (rule) => ruleWords(text, rule));
    const made = await vault.commands.startBriefing({ situationId: situation?.id ?? '', runId: source?.id ?? null, kind, fields: { title: text('briefing.defaultTitle', { kind, situation: situation?.name ?? '' }) }, lines: [...fillKind(kind, material, kindWords(text))] });
    return made.ok ? { ok: true, value: made.value.id } : made;
  }, [open, all, notes, situation, source, measures, text]);
}
