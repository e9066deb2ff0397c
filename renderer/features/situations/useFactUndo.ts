import { useCallback, useEffect, useRef, useState } from 'react';
import { latinKey } from '../../app/shell/shortcuts.ts';
import type { MessageId } from '../../../shared/messages/en.ts';

interface Step {
  /** Says what is taken back. */
  readonly label: MessageId;
  readonly takeBack: () => void;
}

export interface FactUndo {
  /** What the next undo takes back; null where there is nothing. */
  readonly next: MessageId | null;
  readonly undo: () => void;
  readonly did: (label: MessageId, takeBack: () => void) => void;
}

/** More than anyone takes back one by one. */
const mostSteps = 100;

/**
 * Undo for what stands beside the text: grades, days, rules, tags, connections, the bin. The text and each field that is being typed in
 * have an undo of their own, which Ctrl Z reaches while one is in them; everywhere else on the note it takes back the last of these.
 */
export function useFactUndo(): FactUndo {
  const steps = useRef<Step[]>([]);
  const [next, setNext] = useState<MessageId | null>(null);
  const did = useCallback((label: MessageId, takeBack: () => void) => {
    steps.current = [...steps.current.slice(1 - mostSteps), { label, takeBack }];
    setNext(label);
  }, []);
  const undo = useCallback(() => {
    const last = steps.current.pop();
    setNext(steps.current.at(-1)?.label ?? null);
    last?.takeBack();
  }, []);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (latinKey(event) !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || isTyping(event.target) || steps.current.length === 0) return;
      event.preventDefault();
      undo();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [undo]);
  return { next, undo, did };
}

/** Whether keys go into a text, which takes back its own letters. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)) || target.closest('[role="dialog"]') !== null;
}
