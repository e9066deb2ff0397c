import { type RefObject, useEffect } from 'react';

/** Moves the focus to the title of what was opened, so that a screen reader says it and the Tab key goes on from there. The view is not moved. */
export function useFocusOnOpen(title: RefObject<HTMLElement | null>, opened: string): void {
  useEffect(() => {
    title.current?.focus({ preventScroll: true });
  }, [title, opened]);
}
