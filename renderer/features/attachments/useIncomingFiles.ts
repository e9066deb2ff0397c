import { useEffect, useRef } from 'react';

/** Files on a clipboard that holds nothing else worth pasting: a picture copied from a page comes with markup, and is wanted as a picture. */
function pastedFiles(event: ClipboardEvent): File[] {
  const data = event.clipboardData;
  if (data === null || data.files.length === 0) return [];
  const words = data.getData('text/plain').trim();
  return words === '' ? [...data.files] : [];
}

/** Takes files that are pasted or dropped anywhere on the note, before the editor, which takes none, refuses them. */
export function useIncomingFiles(isOff: boolean, onFiles: (files: readonly File[]) => void): void {
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    if (isOff) return undefined;
    const take = (event: Event, files: readonly File[]): void => {
      if (files.length === 0) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(files);
    };
    const paste = (event: ClipboardEvent): void => take(event, pastedFiles(event));
    const drop = (event: DragEvent): void => take(event, [...(event.dataTransfer?.files ?? [])]);
    // Without this the browser would not offer the drop at all.
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    };
    document.addEventListener('paste', paste, true);
    document.addEventListener('drop', drop, true);
    document.addEventListener('dragover', over, true);
    return () => {
      document.removeEventListener('paste', paste, true);
      document.removeEventListener('drop', drop, true);
      document.removeEventListener('dragover', over, true);
    };
  }, [isOff]);
}
