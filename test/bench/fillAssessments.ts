import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { parse } from 'yaml';
import { runCommand } from '../../renderer/vault/engine/commandHandlers.ts';
import { currentPin, writeItemChange } from '../../renderer/vault/engine/runDocument.ts';
import { toolkitSchema } from '../../shared/content/content.schema.ts';
import { observations } from '../../shared/domain/runs/runAnswer.ts';
import { itemsOf } from '../../shared/domain/runs/runDefinition.ts';
import type { CommandName } from '../../shared/domain/vault/vaultCommands.ts';
import { openProfile } from './fillVault.ts';

const root = path.resolve(import.meta.dirname, '../..');
const notesEach = 2;

export interface FilledAssessments {
  /** Of the situation with all the assessments. */
  readonly situationId: string;
  readonly indicators: number;
}

/**
 * Writes into a profile whose app is not running: situations, of which all but the last have one signed assessment on the Framework, and the last
 * has `assessments` with every indicator answered and notes behind each, the newest of them a draft.
 */
export async function fillAssessments(profile: string, passphrase: string, { situations, assessments }: { readonly situations: number; readonly assessments: number }): Promise<FilledAssessments> {
  const definition = v.parse(toolkitSchema, parse(readFileSync(path.join(root, 'assets/content/en/toolkits/framework-of-analysis.yaml'), 'utf8')));
  const items = itemsOf(definition);
  const indicators = items.filter(({ type }) => type === 'indicator');
  const { vault, close } = await openProfile(profile, passphrase);
  const made = async (name: CommandName, args: readonly unknown[]): Promise<string> => {
    const done = await runCommand(vault, name, args);
    if (!done.ok) throw new Error(`${name}: ${done.error.code}`);
    return (done.value as { readonly id?: string }).id ?? '';
  };
  const assess = async (situationId: string, at: number, notes: readonly string[]): Promise<string> => {
    const id = await made('startRun', [{ definition, edition: 1, editionName: '1', situationId }]);
    const ref = { kind: 'run', id } as const;
    const pin = currentPin((await vault.queue.document(ref)).doc);
    if (pin === null) throw new Error('no pin');
    const written = await vault.queue.edit(ref, null, (doc) => {
      for (const [order, item] of items.entries()) {
        const given = { type: item.type, rev: item.rev, under: pin.hash, at: vault.now() };
        const step = (order + at) % 5;
        if (item.type === 'judgement') writeItemChange(doc, vault.deviceId, item.id, { set: 'value', value: item.options?.[step]?.id ?? null }, { ...given, step });
        if (item.type !== 'indicator') continue;
        writeItemChange(doc, vault.deviceId, item.id, { set: 'value', value: observations[(order + at) % observations.length] ?? null }, given);
        writeItemChange(doc, vault.deviceId, item.id, { set: 'remark', text: 'What was seen, and what speaks against it.' }, given);
        for (let each = 0; each < notesEach && notes.length > 0; each += 1) {
          writeItemChange(doc, vault.deviceId, item.id, { set: 'evidence', noteId: notes[(order + each) % notes.length] ?? '', side: each === 0 ? 'for' : 'against' }, given);
        }
      }
    });
    if (!written.ok) throw new Error(written.error.code);
    return id;
  };
  let situationId = '';
  for (let at = 1; at <= situations; at += 1) {
    situationId = await made('createSituation', [{ name: `Situation ${at}` }]);
    if (at < situations) await made('signOffRun', [await assess(situationId, at, [])]);
  }
  const notes: string[] = [];
  for (const { label } of indicators) notes.push(await made('createNote', [situationId, { title: label.slice(0, 80), observedOn: '2026-11-01', observedPrecision: 'day', reliability: 'B', credibility: '2' }]));
  for (let at = 0; at < assessments; at += 1) {
    const id = await assess(situationId, at, notes);
    if (at < assessments - 1) await made('signOffRun', [id]);
  }
  await close();
  return { situationId, indicators: indicators.length };
}
