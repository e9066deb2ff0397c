import { type RefObject, useEffect } from 'react';

/** Moves the focus to the title of what was opened, so that a screen reader says it and the Tab key goes on from there. The view is not moved. `opened` is null until the title is there. */
export function useFocusOnOpen(title: RefObject<HTMLElement | null>, opened: string | null): void {
  useEffect(() => {
    if (opened !== null) title.current?.focus({ preventScroll: true });
  }, [title, opened]);
}
