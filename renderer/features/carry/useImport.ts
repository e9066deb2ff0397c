import { useEffect, useRef, useState } from 'react';
import { carriedBatch, type ArchiveCover, type ImportDone, type ImportTarget } from '../../../shared/domain/carry/carriedNote.ts';
import { failure, type Failure, type Result } from '../../../shared/errors/result.ts';
import { useText } from '../../i18n/useText.ts';
import { newTransferId } from '../../platform/newTransferId.ts';
import { vault } from '../../platform/vault.ts';
import type { FromImporter, ImportFound, ToImporter } from './importMessages.ts';

export type ImportState =
  | { readonly step: 'choosing'; readonly failure: Failure | null }
  | { readonly step: 'words'; readonly file: File; readonly failure: Failure | null }
  | { readonly step: 'reading' | 'adding'; readonly transferId: string; readonly done: number; readonly total: number }
  | { readonly step: 'found'; readonly found: ImportFound; readonly failure: Failure | null }
  | { readonly step: 'cover'; readonly file: File; readonly words: string; readonly cover: ArchiveCover; readonly failure: Failure | null }
  | { readonly step: 'done'; readonly done: ImportDone; readonly takenBack: boolean };

const choosing = (problem: Failure | null = null): ImportState => ({ step: 'choosing', failure: problem?.code === 'transfer.cancelled' ? null : problem });

/** Leads an import from the chosen files to the notes in the vault. Foreign files are read in a worker of their own, which is ended with it. */
export function useImport() {
  const text = useText();
  const [state, setState] = useState<ImportState>(choosing());
  const worker = useRef<Worker | null>(null);
  const stopped = useRef(false);
  const endWorker = (): void => {
    worker.current?.terminate();
    worker.current = null;
  };
  useEffect(() => endWorker, []);

  const read = (files: readonly File[]): void => {
    const [first] = files;
    if (first === undefined) return;
    if (files.length === 1 && /\.fparchive$/i.test(first.name)) return setState({ step: 'words', file: first, failure: null });
    endWorker();
    const started = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name: 'import' });
    worker.current = started;
    setState({ step: 'reading', transferId: newTransferId(), done: 0, total: 0 });
    started.addEventListener('message', ({ data }: MessageEvent<FromImporter>) => {
      if (data.type === 'progress') setState((before) => (before.step === 'reading' ? { ...before, done: data.done, total: data.total } : before));
      else if (data.type === 'found') setState(data.found.notes === 0 ? choosing(failure('import.nothing', 'never')) : { step: 'found', found: data.found, failure: null });
      else if (data.type === 'failed') setState(choosing(data.failure));
    });
    started.addEventListener('error', () => setState(choosing(failure('import.notKnown', 'never'))));
    started.postMessage({ type: 'read', files: files.map((file) => ({ file, path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath })), words: { tags: text('import.tags'), notebook: text('import.notebook') } } satisfies ToImporter);
    return undefined;
  };

  const openArchive = async (file: File, words: string): Promise<void> => {
    const transferId = newTransferId();
    setState({ step: 'reading', transferId, done: 0, total: 0 });
    const opened = await vault.commands.readArchive(file, words, transferId);
    setState(opened.ok ? { step: 'cover', file, words, cover: opened.value, failure: null } : { step: 'words', file, failure: opened.error.code === 'transfer.cancelled' ? null : opened.error });
  };

  const batch = (from: number): Promise<Extract<FromImporter, { type: 'notes' }>['notes']> =>
    new Promise((resolve) => {
      const take = ({ data }: MessageEvent<FromImporter>): void => {
        if (data.type !== 'notes') return;
        worker.current?.removeEventListener('message', take);
        resolve(data.notes);
      };
      worker.current?.addEventListener('message', take);
      worker.current?.postMessage({ type: 'next', from, count: carriedBatch } satisfies ToImporter);
    });

  const addAll = async (found: ImportFound, target: ImportTarget, transferId: string): Promise<Result<ImportDone>> => {
    const begun = await vault.commands.importBegin(target, '', found.notes, transferId);
    if (!begun.ok) return begun;
    for (let from = 0; from < found.notes; from += carriedBatch) {
      const added = await vault.commands.importAdd(transferId, [...(await batch(from))]);
      if (!added.ok) return added;
      if (stopped.current) {
        await vault.commands.importEnd(transferId, false);
        return { ok: false, error: failure('transfer.cancelled', 'never') };
      }
    }
    return vault.commands.importEnd(transferId, true);
  };

  const add = async (target: ImportTarget): Promise<void> => {
    const before = state;
    if (before.step !== 'found' && before.step !== 'cover') return;
    const transferId = newTransferId();
    stopped.current = false;
    setState({ step: 'adding', transferId, done: 0, total: 0 });
    const done = before.step === 'found' ? await addAll(before.found, target, transferId) : await vault.commands.importArchive(before.file, before.words, target, transferId);
    if (!done.ok) return setState({ ...before, failure: done.error.code === 'transfer.cancelled' ? null : done.error });
    endWorker();
    setState({ step: 'done', done: done.value, takenBack: false });
    return undefined;
  };

  const stop = (): void => {
    stopped.current = true;
    if (state.step === 'adding' || state.step === 'reading') void vault.commands.stopTransfer(state.transferId);
    if (state.step === 'reading' && worker.current !== null) {
      endWorker();
      setState(choosing());
    }
  };
  const undo = async (): Promise<void> => {
    const undone = await vault.commands.undoImport();
    if (state.step === 'done' && undone.ok) setState({ ...state, takenBack: true });
  };
  return { state, read, openArchive, add, stop, undo, begin: () => setState(choosing()) };
}
