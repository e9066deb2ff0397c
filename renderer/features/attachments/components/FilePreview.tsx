import { Suspense, useEffect, useState } from 'react';
import { maxPicturePixels, pictureSize, previewKind } from '../../../../shared/domain/vault/fileType.ts';
import type { NoteFile, OpenedFile } from '../../../../shared/domain/vault/noteFile.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { useFilePlaces } from '../useFilePlaces.ts';
import { loadable } from '../../../platform/loadable.ts';
import { FilePlaceLine } from './FilePlaceLine.tsx';
import { FileActions } from './FileActions.tsx';
import { FileFacts } from './FileFacts.tsx';
import styles from './FilePreview.module.css';

const PdfPages = loadable(() => import('./PdfPages.tsx').then((module) => module.PdfPages), 'asked');

/** As much of a text as is shown; the rest is in a copy that is saved out. */
const shownTextBytes = 256 * 1024;

interface FilePreviewProps {
  readonly noteId: string;
  readonly file: NoteFile;
  readonly readOnly: boolean;
  readonly onClose: () => void;
}

/** One file, shown without any network, with what is known of it and the ways out. */
export function FilePreview({ noteId, file, readOnly, onClose }: FilePreviewProps) {
  const text = useText();
  const [opened, setOpened] = useState<OpenedFile | null>(null);
  const [problem, setProblem] = useState<Failure | null>(null);
  const { id } = file;
  const { place, transfer } = useFilePlaces()(id);
  const isOn = useVaultValue({ name: 'filePlaces' })?.on === true;
  const isAway = place?.way === 'fetch';
  useEffect(() => {
    let ended = false;
    setOpened(null);
    // Looked at once it is here; a piece that was fetched anew is looked at again.
    if (isAway) return undefined;
    void vault.commands.openFile(noteId, id).then((read) => {
      if (ended) return;
      if (read.ok) setOpened(read.value);
      else setProblem(read.error);
    });
    return () => {
      ended = true;
    };
  }, [noteId, id, isAway]);
  /** What is damaged here may be whole at the server or on another device. */
  const fetchAgain = (): void => void vault.exchange.moveFile(id).then(onClose);
  return (
    <Dialog title={file.name} isOpen onClose={onClose} wide>
      {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
      {(isAway || transfer !== null) && <FilePlaceLine fileId={id} place={place} transfer={transfer} />}
      {opened === null && problem === null && !isAway && <p className={styles.aside} role="status">{text('files.opening')}</p>}
      {opened !== null && opened.damaged.length > 0 && <Notice tone="problem" {...(isOn ? { action: <Button onPress={fetchAgain}>{text('files.place.again')}</Button> } : {})}>{text('files.damaged', { damaged: opened.damaged.length, count: opened.pieces })}</Notice>}
      {opened !== null && <Shown opened={opened} />}
      <FileFacts file={file} whole={opened?.whole ?? null} />
      <FileActions noteId={noteId} file={file} damaged={opened !== null && opened.damaged.length > 0} isAway={isAway} readOnly={readOnly} onClose={onClose} />
    </Dialog>
  );
}

function Shown({ opened }: { readonly opened: OpenedFile }) {
  const text = useText();
  const blob = opened.blob instanceof Blob ? opened.blob : null;
  if (blob === null) return null;
  const { name } = opened.file;
  switch (previewKind(opened.file.type)) {
    case 'picture':
      return <Picture blob={blob} name={name} />;
    case 'audio':
      return <Sound blob={blob} name={name} />;
    case 'text':
      return <PlainText blob={blob} />;
    case 'pdf':
      return (
        <Suspense fallback={<p className={styles.aside}>{text('files.opening')}</p>}>
          <PdfPages blob={blob} name={name} />
        </Suspense>
      );
    case 'none':
      return <p>{text('files.notShown', { type: opened.file.type })}</p>;
  }
}

/** An address for a blob as long as it is on screen. */
function useAddress(blob: Blob): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}

function Picture({ blob, name }: { readonly blob: Blob; readonly name: string }) {
  const text = useText();
  const address = useAddress(blob);
  const [state, setState] = useState<'looking' | 'fits' | 'tooLarge' | 'broken'>('looking');
  useEffect(() => {
    void blob.slice(0, 64 * 1024).arrayBuffer().then((head) => {
      const size = pictureSize(new Uint8Array(head));
      setState(size !== null && size.width * size.height > maxPicturePixels ? 'tooLarge' : 'fits');
    });
  }, [blob]);
  if (state === 'tooLarge') return <Notice>{text('files.pictureTooLarge')}</Notice>;
  if (state === 'broken') return <Notice tone="problem">{text('files.broken')}</Notice>;
  return state === 'fits' && address !== null ? <img className={styles.picture} src={address} alt={text('files.picture', { name })} onError={() => setState('broken')} /> : null;
}

function Sound({ blob, name }: { readonly blob: Blob; readonly name: string }) {
  const text = useText();
  const address = useAddress(blob);
  const [broken, setBroken] = useState(false);
  if (broken) return <Notice tone="problem">{text('files.broken')}</Notice>;
  // A recording that someone made comes without captions; what was said in it belongs into the note.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return address === null ? null : <audio className={styles.sound} controls src={address} aria-label={text('files.sound', { name })} onError={() => setBroken(true)} />;
}

function PlainText({ blob }: { readonly blob: Blob }) {
  const text = useText();
  const [words, setWords] = useState<string | null>(null);
  useEffect(() => {
    void blob.slice(0, shownTextBytes).text().then(setWords);
  }, [blob]);
  return (
    <>
      <pre className={styles.text} dir="auto" tabIndex={0} aria-label={text('files.text')}>{words}</pre>
      {blob.size > shownTextBytes && <p className={styles.aside}>{text('files.textCut')}</p>}
    </>
  );
}
