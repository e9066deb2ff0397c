import { useState } from 'react';
import type { ExportChoice } from '../../../shared/domain/carry/carriedNote.ts';
import { handlingRules, type NoteSummary } from '../../../shared/domain/vault/note.ts';
import { failure, type Failure } from '../../../shared/errors/result.ts';
import { useText } from '../../i18n/useText.ts';
import { bridge } from '../../platform/bridge.ts';
import { newTransferId } from '../../platform/newTransferId.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';

export type ExportState =
  | { readonly step: 'choosing' }
  | { readonly step: 'working'; readonly transferId: string }
  | { readonly step: 'failed'; readonly failure: Failure }
  | { readonly step: 'done'; readonly name: string; readonly notes: number; readonly files: number; readonly masked: number; readonly words: string | null };

/** Runs an export from the choice to the written file. */
export function useExport(situationId: string) {
  const text = useText();
  const situation = useVaultValue({ name: 'situation', id: situationId });
  const [state, setState] = useState<ExportState>({ step: 'choosing' });
  const failed = (problem: Failure): void => setState(problem.code === 'transfer.cancelled' ? { step: 'choosing' } : { step: 'failed', failure: problem });

  const toPdf = async (choice: ExportChoice, notes: readonly NoteSummary[]): Promise<void> => {
    // The narrowest rule of what is inside stands on every page.
    const narrowest = handlingRules.find((rule) => notes.some(({ handling }) => handling === rule)) ?? 'private';
    const words = {
      language: document.documentElement.lang.replace(/-X.*$/, '') || 'en', direction: document.documentElement.dir === 'rtl' ? ('rtl' as const) : ('ltr' as const), handling: text('export.handling', { rule: text(`note.handling.${narrowest}`) }),
      untitled: text('note.untitled'), observed: text('note.observedOn'), place: text('note.place'), source: text('note.source'), grade: text('export.grade'), files: text('export.filesStay'),
    };
    const made = await vault.commands.exportDocument(choice, words);
    if (!made.ok) return failed(made.error);
    const saved = await bridge.call('documents.export', { model: made.value, format: 'pdf', fileName: made.value.title });
    if (!saved.ok) return failed(saved.error);
    setState(saved.value.saved ? { step: 'done', name: saved.value.fileName ?? '', notes: notes.length, files: 0, masked: 0, words: null } : { step: 'choosing' });
    return undefined;
  };

  const run = async (choice: ExportChoice, notes: readonly NoteSummary[]): Promise<void> => {
    const transferId = newTransferId();
    setState({ step: 'working', transferId });
    if (situation == null) return failed(failure('vault.notFound', 'never'));
    if (choice.format === 'pdf') return toPdf(choice, notes);
    const words = choice.format === 'archive' ? await vault.commands.handoverWords() : null;
    if (words !== null && !words.ok) return failed(words.error);
    const written = await vault.commands.exportNotes(choice, words?.value.words ?? '', transferId);
    if (!written.ok) return failed(written.error);
    setState(written.value === null ? { step: 'choosing' } : { step: 'done', ...written.value, words: words?.value.words ?? null });
    return undefined;
  };
  return {
    state,
    run,
    stop: () => void (state.step === 'working' && vault.commands.stopTransfer(state.transferId)),
    /** Forgets what failed before. */
    again: () => setState({ step: 'choosing' }),
  };
}
