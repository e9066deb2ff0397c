import { startTransition, useEffect, useState } from 'react';

/** A window that is not seen is not painted. */
const longestPaintMs = 100;

/** Calls once, behind the next frame. Answers the function that keeps it from being called. */
export function afterPaint(call: () => void): () => void {
  let turn: ReturnType<typeof setTimeout> = setTimeout(call, longestPaintMs);
  const frame = requestAnimationFrame(() => {
    clearTimeout(turn);
    turn = setTimeout(call);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(turn);
  };
}

/** A value that follows once what it changed elsewhere has been painted, and then in slices: for what takes longer than a frame to draw. */
export function useAfterPaint<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => (value === shown ? undefined : afterPaint(() => startTransition(() => setShown(value)))), [value, shown]);
  return shown;
}
