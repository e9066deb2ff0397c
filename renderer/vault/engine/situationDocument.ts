import * as v from 'valibot';
import type * as Y from 'yjs';
import { situationPatchSchema, situationStageSchema, type NewSituation, type Situation, type SituationPatch } from '../../../shared/domain/vault/situation.ts';
import { instantSchema } from '../../../shared/domain/vault/storedText.ts';
import { readRegister, writeRegister } from './multiValueRegister.ts';
import type { ViewContext } from './viewContext.ts';

const fieldsMap = 'fields';
const metaMap = 'meta';
const fieldSchemas = situationPatchSchema.entries;

export function startSituation(doc: Y.Doc, deviceId: string, situation: NewSituation, createdAt: string): void {
  doc.getMap<unknown>(metaMap).set('createdAt', createdAt);
  patchSituation(doc, deviceId, { stage: 'watching', ...situation });
}

/** Stage is a judgement, so two stages chosen at the same time are both kept. */
export function patchSituation(doc: Y.Doc, deviceId: string, { stage, ...patch }: SituationPatch): void {
  const map = doc.getMap<unknown>(fieldsMap);
  if (stage !== undefined) writeRegister(map, 'stage', deviceId, stage);
  for (const [field, value] of Object.entries(patch)) if (value !== undefined) map.set(field, value);
}

export function writeSituationArchived(doc: Y.Doc, archivedAt: string | null): void {
  doc.getMap<unknown>(metaMap).set('archivedAt', archivedAt);
}

export function situationView(doc: Y.Doc, context: ViewContext): Situation {
  const map = doc.getMap<unknown>(fieldsMap);
  const meta = doc.getMap<unknown>(metaMap);
  const field = <K extends 'name' | 'area' | 'populations' | 'priority' | 'reviewOn'>(name: K, otherwise: Situation[K]): Situation[K] => {
    const parsed = v.safeParse(fieldSchemas[name], map.get(name));
    return parsed.success && parsed.output !== undefined ? (parsed.output as Situation[K]) : otherwise;
  };
  const instant = (name: string): string | null => {
    const value = meta.get(name);
    return v.is(instantSchema, value) ? value : null;
  };
  const stages = readRegister(map, 'stage').flatMap((value) => (v.is(situationStageSchema, value) ? [value] : []));
  return {
    id: context.id,
    name: field('name', '?'),
    area: field('area', ''),
    populations: field('populations', []),
    stage: stages[0] ?? 'watching',
    concurrentStages: stages.length > 1 ? stages : [],
    priority: field('priority', 'normal'),
    reviewOn: field('reviewOn', null),
    createdAt: instant('createdAt') ?? context.changedAt,
    changedAt: context.changedAt,
    archivedAt: instant('archivedAt'),
  };
}
