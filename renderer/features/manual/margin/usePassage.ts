import { type RefObject, useCallback, useEffect, useState } from 'react';
import { type PassageRange, type PassageStep, sentencesIn, stepPassage } from './passageSteps.ts';
import { screenText, select, selectedRange } from './passage.ts';

export interface ChosenPassage extends PassageRange {
  /** Running text of the section as it stands on the screen. */
  readonly text: string;
  readonly byKeyboard: boolean;
}

interface PassageChoice {
  readonly chosen: ChosenPassage | null;
  /** Begins at the first sentence that is on the screen, by keyboard. */
  readonly begin: () => void;
  readonly step: (step: PassageStep) => void;
  /** Takes the selection away. */
  readonly end: () => void;
}

/** The passage of a section that is selected, with the mouse or step by step. */
export function usePassage(body: RefObject<HTMLElement | null>, language: string): PassageChoice {
  const [chosen, setChosen] = useState<ChosenPassage | null>(null);

  useEffect(() => {
    let isDown = false;
    const read = (): void => {
      if (isDown || body.current === null) return;
      const onScreen = screenText(body.current);
      const range = selectedRange(body.current, onScreen);
      setChosen((before) => {
        if (range === null) return null;
        return before !== null && before.start === range.start && before.end === range.end ? before : { ...range, text: onScreen.text, byKeyboard: before?.byKeyboard ?? false };
      });
    };
    const down = (event: PointerEvent): void => {
      isDown = event.target instanceof Element && event.target.closest('[role="toolbar"]') === null;
    };
    const up = (): void => {
      isDown = false;
      setTimeout(read); // a click takes the selection away only after this
    };
    document.addEventListener('pointerdown', down);
    document.addEventListener('pointerup', up);
    document.addEventListener('pointercancel', up);
    document.addEventListener('selectionchange', read);
    return () => {
      document.removeEventListener('pointerdown', down);
      document.removeEventListener('pointerup', up);
      document.removeEventListener('pointercancel', up);
      document.removeEventListener('selectionchange', read);
    };
  }, [body]);

  const show = useCallback((range: PassageRange): void => {
    if (body.current === null) return;
    const onScreen = screenText(body.current);
    setChosen({ ...range, text: onScreen.text, byKeyboard: true });
    select(onScreen, range);
    const focus = document.getSelection()?.focusNode?.parentElement;
    focus?.scrollIntoView({ block: 'nearest' });
  }, [body]);

  const begin = useCallback((): void => {
    if (body.current === null) return;
    const onScreen = screenText(body.current);
    const top = document.getElementById('content')?.getBoundingClientRect().top ?? 0;
    const visible = onScreen.nodes.find(({ node }) => (node.parentElement?.getBoundingClientRect().bottom ?? 0) > top + 40)?.at ?? 0;
    const sentences = sentencesIn(onScreen.text, language);
    const first = sentences.find(({ end }) => end > visible) ?? sentences[0];
    if (first !== undefined) show(first);
  }, [body, language, show]);

  const step = useCallback((by: PassageStep): void => {
    if (chosen !== null) show(stepPassage(chosen.text, language, chosen, by));
  }, [chosen, language, show]);

  const end = useCallback((): void => {
    document.getSelection()?.removeAllRanges();
    setChosen(null);
  }, []);

  return { chosen, begin, step, end };
}
