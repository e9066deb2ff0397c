import { ChevronDown, ChevronUp, Copy, Highlighter, MapPin, MessageSquarePlus, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from './Margin.module.css';
import { selectionBox } from './passage.ts';
import type { PassageStep } from './passageSteps.ts';

interface PassageBarProps {
  /** The chosen words, said to screen readers while they are chosen by keyboard. */
  readonly words: string;
  readonly byKeyboard: boolean;
  /** Whether the text runs from right to left; the frame around it may run the other way. */
  readonly isRtl: boolean;
  readonly tooLong: boolean;
  /** True where the passage is chosen for a mark that lost its place. */
  readonly placing: boolean;
  readonly onStep: (step: PassageStep) => void;
  readonly onHighlight: () => void;
  readonly onNote: () => void;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

/** What can be done with the chosen passage. It stands below it, or above where there is no room. */
export function PassageBar({ words, byKeyboard, isRtl, tooLong, placing, onStep, onHighlight, onNote, onCopy, onClose }: PassageBarProps) {
  const text = useText();
  const bar = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const measure = (): void => {
      const box = selectionBox();
      if (box === null || bar.current === null) return;
      const own = bar.current.getBoundingClientRect();
      const below = box.bottom + 8;
      const top = below + own.height < window.innerHeight - 8 ? below : Math.max(8, box.top - own.height - 8);
      bar.current.style.left = `${Math.min(Math.max(8, box.left + box.width / 2 - own.width / 2), window.innerWidth - own.width - 8)}px`;
      bar.current.style.top = `${top}px`;
    };
    measure();
    const main = document.getElementById('content');
    main?.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    return () => {
      main?.removeEventListener('scroll', measure);
      window.removeEventListener('resize', measure);
    };
  }, [words, byKeyboard]);
  useEffect(() => {
    if (byKeyboard) bar.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [byKeyboard]);

  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    const step = byKeyboard ? stepOf(event.key, event.shiftKey, isRtl) : null;
    if (event.key === 'Escape') onClose();
    else if (step !== null) onStep(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // Pressing a button must not take the selection away.
    <div ref={bar} role="toolbar" tabIndex={-1} aria-label={text('margin.bar')} className={styles.bar} onKeyDownCapture={keys} onMouseDown={(event) => event.preventDefault()}>
      {byKeyboard && (
        <>
          <Button look="quiet" aria-label={text('margin.previous')} onPress={() => onStep('previous')}><ChevronUp size={16} aria-hidden="true" /></Button>
          <Button look="quiet" aria-label={text('margin.next')} onPress={() => onStep('next')}><ChevronDown size={16} aria-hidden="true" /></Button>
          <Button look="quiet" aria-label={text('margin.longer')} onPress={() => onStep('longer')}><Plus size={16} aria-hidden="true" /></Button>
          <Button look="quiet" aria-label={text('margin.shorter')} onPress={() => onStep('shorter')}><Minus size={16} aria-hidden="true" /></Button>
        </>
      )}
      {tooLong && <p className={styles.hint}>{text('margin.tooLong')}</p>}
      {!tooLong && placing && <Button look="primary" onPress={onHighlight}><MapPin size={15} aria-hidden="true" />{text('margin.putHere')}</Button>}
      {!tooLong && !placing && (
        <>
          <Button look="quiet" onPress={onHighlight}><Highlighter size={15} aria-hidden="true" />{text('margin.highlight')}</Button>
          <Button look="quiet" onPress={onNote}><MessageSquarePlus size={15} aria-hidden="true" />{text('margin.addNote')}</Button>
          <Button look="quiet" onPress={onCopy}><Copy size={15} aria-hidden="true" />{text('margin.copy')}</Button>
        </>
      )}
      {byKeyboard && <p className={styles.hint}>{text('margin.keys')}</p>}
      <p className={styles.said} aria-live="polite">{byKeyboard ? words : ''}</p>
    </div>
  );
}

function stepOf(key: string, shift: boolean, isRtl: boolean): PassageStep | null {
  if (key === 'ArrowDown') return 'next';
  if (key === 'ArrowUp') return 'previous';
  const forward = isRtl ? 'ArrowLeft' : 'ArrowRight';
  const backward = isRtl ? 'ArrowRight' : 'ArrowLeft';
  if (key === forward) return shift ? 'startLater' : 'longer';
  if (key === backward) return shift ? 'startEarlier' : 'shorter';
  return null;
}
