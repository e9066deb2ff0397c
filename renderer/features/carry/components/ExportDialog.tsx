import { useState } from 'react';
import { exportFormats, exportRule, type ExportFormat } from '../../../../shared/domain/carry/exportRule.ts';
import type { NoteSummary } from '../../../../shared/domain/vault/note.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { fileSize } from '../../../i18n/fileSize.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { useExport } from '../useExport.ts';
import { ExportedNotes } from './ExportedNotes.tsx';
import { WorkLine } from './WorkLine.tsx';
import styles from './Carry.module.css';

interface ExportDialogProps {
  readonly situationId: string;
  /** null for all notes of the situation. */
  readonly noteId: string | null;
  readonly onClose: () => void;
}

/** What leaves, in which form, and what the handling rules say of it, before anything is written. */
export function ExportDialog({ situationId, noteId, onClose }: ExportDialogProps) {
  const text = useText();
  const all = useVaultValue({ name: 'notes', situationId });
  const [format, setFormat] = useState<ExportFormat>('archive');
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [withSources, setWithSources] = useState(false);
  const [withFiles, setWithFiles] = useState(true);
  const { state, run, stop, again } = useExport(situationId);
  const notes = (all ?? []).filter((note) => note.trashedAt === null && (noteId === null || note.id === noteId));
  const isChosen = (note: NoteSummary): boolean => {
    const rule = exportRule(note.handling, format);
    return rule === 'leaves' ? !left.has(note.id) : rule === 'ask' && asked.has(note.id);
  };
  const chosen = notes.filter(isChosen);
  const files = format !== 'pdf' && withFiles ? chosen.flatMap((note) => note.files ?? []) : [];
  const toggle = (note: NoteSummary, on: boolean): void => {
    const isAsked = exportRule(note.handling, format) === 'ask';
    const next = new Set(isAsked ? asked : left);
    if (on === isAsked) next.add(note.id);
    else next.delete(note.id);
    if (isAsked) setAsked(next);
    else setLeft(next);
  };
  const start = (): void => void run({ situationId, noteIds: chosen.map(({ id }) => id), format, withSources, withFiles: format !== 'pdf' && withFiles }, chosen);
  if (state.step === 'done') {
    return (
      <Dialog title={text('export.done')} isOpen onClose={onClose}>
        <p>{text('export.done.text', { name: state.name, notes: state.notes, files: state.files })}</p>
        {state.words !== null && <><p className={styles.words} data-testid="archive-words" translate="no">{state.words}</p><p className={styles.aside}>{text('export.words.once')}</p></>}
        {state.masked > 0 && <Notice>{text('export.masked', { count: state.masked })}</Notice>}
        <div className={styles.actions}><Button look="primary" onPress={onClose}>{text('common.close')}</Button></div>
      </Dialog>
    );
  }
  return (
    <Dialog title={text(noteId === null ? 'export.situation' : 'export.note')} isOpen onClose={() => state.step !== 'working' && onClose()} wide>
      <Choice label={text('export.format')} options={exportFormats.toReversed().map((value) => ({ value, label: text(`export.format.${value}`), help: text(`export.format.${value}.help`) }))} value={format} onChange={(value) => { setFormat(value); again(); }} />
      <ExportedNotes notes={notes} format={format} isChosen={isChosen} onChange={toggle} />
      <div className={styles.ticks}>
        <Tick isSelected={withSources} onChange={setWithSources}>{text('export.withSources')}</Tick>
        {format !== 'pdf' && <Tick isSelected={withFiles} onChange={setWithFiles}>{text('export.withFiles')}</Tick>}
      </div>
      <p><b>{text('export.leaves', { notes: chosen.length, files: files.length })}</b> {files.length > 0 && fileSize(text, files.reduce((sum, { bytes }) => sum + bytes, 0))}</p>
      {format !== 'archive' && <Notice>{text('export.open.warning')}</Notice>}
      {state.step === 'failed' && <Problem failure={state.failure} />}
      {state.step === 'working' && <WorkLine id={state.transferId} label={text('export.working')} onStop={stop} />}
      <div className={styles.actions}>
        <Button look="primary" isDisabled={chosen.length === 0 || state.step === 'working'} onPress={start}>{text('export.do')}</Button>
        <Button look="quiet" isDisabled={state.step === 'working'} onPress={onClose}>{text('common.cancel')}</Button>
      </div>
    </Dialog>
  );
}

function Problem({ failure }: { readonly failure: Failure }) {
  const text = useText();
  return <Notice tone="problem">{text.failure(failure)}</Notice>;
}
