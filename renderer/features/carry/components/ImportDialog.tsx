import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { maxImportBytes } from '../../../../shared/domain/carry/carriedNote.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { FileDrop } from '../../../design/components/FileDrop.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useImport } from '../useImport.ts';
import { ImportPreview } from './ImportPreview.tsx';
import { WorkLine } from './WorkLine.tsx';
import styles from './Carry.module.css';

/** Notes from elsewhere: choose, look at what was found, choose where to, take in; and take back again. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const { state, read, openArchive, add, stop, undo, begin } = useImport();
  const [words, setWords] = useState('');
  const working = state.step === 'reading' || state.step === 'adding';
  const problem = 'failure' in state ? state.failure : null;
  return (
    <Dialog title={text('import.title')} isOpen onClose={() => !working && onClose()}>
      {state.step === 'choosing' && (
        <>
          <p>{text('import.text')}</p>
          <p className={styles.aside}>{text('import.limits', { size: maxImportBytes / 2 ** 20 })}</p>
          <FileDrop label={text('import.drop')} onFile={(file) => read([file])}>
            <FileTrigger allowsMultiple onSelect={(chosen) => chosen !== null && read([...chosen])}>
              <Button>{text('import.choose')}</Button>
            </FileTrigger>
            <FileTrigger acceptDirectory onSelect={(chosen) => chosen !== null && read([...chosen])}>
              <Button>{text('import.folder')}</Button>
            </FileTrigger>
          </FileDrop>
          <div className={styles.actions}>
            <Button look="quiet" onPress={onClose}>{text('common.cancel')}</Button>
          </div>
        </>
      )}
      {state.step === 'words' && (
        <form noValidate className={styles.section} onSubmit={(event) => { event.preventDefault(); if (words.trim() !== '') void openArchive(state.file, words); }}>
          <p><bdi>{state.file.name}</bdi></p>
          <TextField label={text('import.words')} description={text('import.words.help')} value={words} onChange={setWords} maxLength={400} autoComplete="off" autoFocus />
          <div className={styles.actions}>
            <Button type="submit" look="primary">{text('import.words.open')}</Button>
            <Button look="quiet" onPress={begin}>{text('import.other')}</Button>
          </div>
        </form>
      )}
      {(state.step === 'reading' || state.step === 'adding') && <WorkLine id={state.transferId} label={text(state.step === 'reading' ? 'import.reading' : 'import.adding')} onStop={stop} done={state.done} total={state.total} />}
      {(state.step === 'found' || state.step === 'cover') && <ImportPreview state={state} onAdd={(target) => void add(target)} onOther={begin} />}
      {state.step === 'done' && (
        <>
          <Notice tone="good">{state.takenBack ? text('import.takenBack') : text('import.done', { added: state.done.added, present: state.done.present, files: state.done.files })}</Notice>
          {state.done.filesLeftOut > 0 && <Notice>{text('import.filesLeftOut', { count: state.done.filesLeftOut })}</Notice>}
          <div className={styles.actions}>
            {!state.takenBack && <Link className={styles.link} to="/situations/$situationId" params={{ situationId: state.done.situationId }} onClick={onClose}>{text('import.show')}</Link>}
            {!state.takenBack && state.done.added > 0 && <Button look="quiet" onPress={() => void undo()}>{text('import.undo')}</Button>}
            <Button look="quiet" onPress={onClose}>{text('common.close')}</Button>
          </div>
        </>
      )}
      {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
    </Dialog>
  );
}
