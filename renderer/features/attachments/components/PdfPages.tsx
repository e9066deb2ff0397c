import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { openPdf, type OpenPdf } from '../openPdf.ts';
import styles from './FilePreview.module.css';

/** Width of a page as it is drawn, in CSS pixels. */
const pageWidth = 820;
const maxWords = 20_000;

/** A PDF page by page, drawn on a canvas; its words stand beside it for those who do not see. */
export function PdfPages({ blob, name }: { readonly blob: Blob; readonly name: string }) {
  const text = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [opened, setOpened] = useState<OpenPdf | null>(null);
  const [broken, setBroken] = useState<'broken' | 'locked' | null>(null);
  const [page, setPage] = useState(1);
  const [words, setWords] = useState('');

  useEffect(() => {
    let ended = false;
    let close: (() => void) | null = null;
    void blob.arrayBuffer().then(openPdf).then(
      (pdf) => {
        close = pdf.close;
        if (ended) pdf.close();
        else setOpened(pdf);
      },
      (error: unknown) => setBroken(error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'broken'),
    );
    return () => {
      ended = true;
      close?.();
    };
  }, [blob]);

  useEffect(() => {
    const target = canvas.current;
    if (opened === null || target === null) return undefined;
    let ended = false;
    let cancel: (() => void) | null = null;
    const draw = async (): Promise<void> => {
      // A preview that was made anew may have become shorter.
      const sheet = await opened.document.getPage(Math.min(page, opened.document.numPages));
      const natural = sheet.getViewport({ scale: 1 });
      const viewport = sheet.getViewport({ scale: Math.min(4, (pageWidth / natural.width) * Math.min(2, devicePixelRatio)) });
      if (ended) return;
      target.width = Math.floor(viewport.width);
      target.height = Math.floor(viewport.height);
      const task = sheet.render({ canvas: target, viewport, annotationMode: 0 });
      cancel = () => task.cancel();
      await task.promise;
      const content = await sheet.getTextContent();
      // Spaces are items of their own; a word may come in parts, as where letters are joined in print.
      if (!ended) setWords(content.items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('').slice(0, maxWords));
    };
    draw().catch((error: unknown) => {
      if (!ended && !(error instanceof Error && error.name === 'RenderingCancelledException')) setBroken('broken');
    });
    return () => {
      ended = true;
      cancel?.();
    };
  }, [opened, page]);

  if (broken !== null) return <Notice tone="problem">{text(broken === 'locked' ? 'files.pdfLocked' : 'files.broken')}</Notice>;
  if (opened === null) return <p className={styles.aside} role="status">{text('files.opening')}</p>;
  const pages = opened.document.numPages;
  return (
    <div className={styles.pages}>
      <div className={styles.sheet} tabIndex={0} role="group" aria-label={text('files.pdf', { name })}>
        <canvas ref={canvas} className={styles.page} data-page={page} />
        <p className={styles.words} dir="auto">{words}</p>
      </div>
      <div className={styles.turn}>
        <Button look="quiet" isDisabled={page === 1} onPress={() => setPage(page - 1)} aria-label={text('files.pageBefore')}><ChevronLeft size={16} aria-hidden="true" /></Button>
        <span aria-live="polite">{text('files.page', { page: Math.min(page, pages), pages })}</span>
        <Button look="quiet" isDisabled={page >= pages} onPress={() => setPage(page + 1)} aria-label={text('files.pageAfter')}><ChevronRight size={16} aria-hidden="true" /></Button>
      </div>
    </div>
  );
}
