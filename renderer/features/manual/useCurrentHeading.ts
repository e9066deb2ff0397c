import { useCallback, useEffect, useRef, useState } from 'react';
import type { Heading } from './headingId.ts';

/** How far below the upper edge a heading may stand and still count as the one that is being read, in CSS pixels. */
const readingLine = 120;

const scroller = (): HTMLElement | null => document.getElementById('content');

/** The heading that the reader is under, and a way to go to one. `headings` must be the same array while the body is. */
export function useCurrentHeading(headings: readonly Heading[]): { readonly current: string | undefined; readonly goTo: (id: string) => void } {
  const [current, setCurrent] = useState<string>();
  // Near the foot of a page a heading cannot reach the upper edge. One that was chosen stays marked until the reader scrolls on.
  const chosen = useRef<{ readonly id: string; readonly top: number } | null>(null);

  useEffect(() => {
    const main = scroller();
    if (main === null) return undefined;
    const measure = (): void => {
      if (chosen.current !== null && Math.abs(main.scrollTop - chosen.current.top) <= 2) return setCurrent(chosen.current.id);
      chosen.current = null;
      const edge = main.getBoundingClientRect().top + readingLine;
      const above = headings.filter(({ id }) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) <= edge);
      const atEnd = main.scrollTop > 0 && main.scrollTop + main.clientHeight >= main.scrollHeight - 2;
      setCurrent((atEnd ? headings.at(-1) : (above.at(-1) ?? headings[0]))?.id);
    };
    measure();
    main.addEventListener('scroll', measure, { passive: true });
    return () => main.removeEventListener('scroll', measure);
  }, [headings]);

  const goTo = useCallback((id: string): void => {
    const heading = document.getElementById(id);
    if (heading === null) return;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
    chosen.current = { id, top: scroller()?.scrollTop ?? 0 };
    setCurrent(id);
  }, []);

  return { current, goTo };
}
