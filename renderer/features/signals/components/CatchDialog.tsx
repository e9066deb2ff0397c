import { type DragEvent, useRef, useState } from 'react';
import { maxSignalLength, signalHead, signalKind, signalKinds, signalParts } from '../../../../shared/domain/signals/signal.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Choice } from '../../../design/components/Choice.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Progress } from '../../../design/components/Progress.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { useText } from '../../../i18n/useText.ts';
import { keepSignal } from '../keepSignal.ts';
import styles from './Signals.module.css';

/** More than this is held beside the field: a field with megabytes in it is slow to type in. */
const fieldLength = 20_000;
const shownOfLong = 400;

/** One box for whatever just came in. What is too long for it is held whole, and nothing is cut. */
export function CatchDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const [words, setWords] = useState('');
  const [clip, setClip] = useState<string | null>(null);
  const [kind, setKind] = useState<(typeof signalKinds)[number] | null>(null);
  const [source, setSource] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [part, setPart] = useState<{ readonly at: number; readonly of: number } | null>(null);
  const cancel = useRef(new AbortController());
  const whole = clip === null ? words : words.trim() === '' ? clip : `${words}\n${clip}`;
  const size = (length: number): string => text('signals.size', { count: length });
  const tooLong = whole.length > maxSignalLength;
  const take = (taken: string): void => {
    setProblem(taken === '' ? text('signals.notText') : null);
    if (taken.length > fieldLength) setClip(clip === null ? taken : `${clip}\n${taken}`);
    else if (taken !== '') setWords(words === '' ? taken : `${words}\n${taken}`);
  };
  const drop = (event: DragEvent<HTMLDivElement>): void => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file === undefined) return take(event.dataTransfer.getData('text/uri-list') || event.dataTransfer.getData('text/plain'));
    if (file.size > maxSignalLength * 3 || (file.type !== '' && !file.type.startsWith('text/') && file.type !== 'message/rfc822')) return setProblem(text('signals.notText'));
    void file.text().then((read) => take(read.includes('\u0000') ? '' : read));
    return undefined;
  };
  const keep = async (): Promise<void> => {
    if (whole.trim() === '') return setProblem(text('signals.missing'));
    cancel.current = new AbortController();
    setProblem(null);
    const kept = await keepSignal({ text: whole, kind: kind ?? signalKind(whole), source }, (at, of) => setPart({ at, of }), cancel.current.signal);
    setPart(null);
    if (kept === null) return undefined;
    if (kept.ok) onClose();
    else setProblem(text.failure(kept.error as Failure));
    return undefined;
  };
  return (
    <Dialog title={text('signals.catch')} isOpen onClose={() => part === null && onClose()}>
      <form noValidate onSubmit={(event) => { event.preventDefault(); void keep(); }}>
        <div className={styles.form} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
          <p className={styles.faint}>{text('signals.catch.text')}</p>
          <TextField
            label={text('signals.field.text')}
            value={words}
            onChange={setWords}
            lines={6}
            autoFocus
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text/plain');
              if (pasted.length <= fieldLength) return;
              event.preventDefault();
              take(pasted);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keep();
              else event.continuePropagation();
            }}
          />
          {clip !== null && (
            <div className={styles.clip}>
              <p>{text('signals.long', { size: size(clip.length), parts: Math.max(1, signalParts(clip).length) })}</p>
              <p className={styles.begin} dir="auto">{signalHead(clip).slice(0, shownOfLong)}</p>
              <div><Button look="quiet" onPress={() => setClip(null)} isDisabled={part !== null}>{text('signals.long.remove')}</Button></div>
            </div>
          )}
          <TextField label={text('signals.field.source')} value={source} onChange={setSource} maxLength={400} />
          <Choice label={text('signals.field.kind')} options={signalKinds.map((value) => ({ value, label: text(`signals.kind.${value}`) }))} value={kind ?? signalKind(whole)} onChange={setKind} inline />
          {tooLong && <Notice tone="problem">{text('signals.tooLong', { size: size(whole.length), most: size(maxSignalLength) })}</Notice>}
          {problem !== null && <Notice tone="problem">{problem}</Notice>}
          {part !== null && part.of > 1 && (
            <div className={styles.row} role="status">
              <Progress label={text('signals.keep')} value={part.at} total={part.of} />
              <span className={styles.faint}>{text('signals.saving', part)}</span>
            </div>
          )}
          <div className={styles.row}>
            <Button type="submit" look="primary" isDisabled={tooLong || part !== null}>{text('signals.keep')}</Button>
            <Button look="quiet" onPress={() => (part === null ? onClose() : cancel.current.abort())}>{text('common.cancel')}</Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
