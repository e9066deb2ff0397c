import { getDocument, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist';

/** Fonts and character tables that a file may leave out, as parts of the app: each is loaded only when a file asks for it, and nothing is fetched. */
const parts = import.meta.glob<string>(
  ['../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', '../../../node_modules/pdfjs-dist/cmaps/*.bcmap', '../../../node_modules/pdfjs-dist/wasm/{openjpeg,jbig2,qcms_bg}.wasm'],
  { query: '?bytes', import: 'default' },
);
const byName = new Map(Object.entries(parts).map(([path, load]) => [path.slice(path.lastIndexOf('/') + 1), load]));

class BundledParts {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const load = byName.get(filename);
    if (load === undefined) throw new Error('not a part of the app');
    return Uint8Array.from(atob(await load()), (letter) => letter.charCodeAt(0));
  }
}

/** Largest picture inside a page that is decoded, in pixels. */
const maxImagePixels = 60_000_000;

export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly close: () => void;
}

/** Opens a PDF in a worker of its own. Scripts, forms and links in it are not run; nothing is fetched. Throws what pdf.js throws. */
export async function openPdf(bytes: ArrayBuffer): Promise<OpenPdf> {
  const port = new Worker(new URL('./pdf.worker.ts', import.meta.url), { type: 'module', name: 'pdf' });
  const worker = PDFWorker.create({ port });
  const close = (): void => {
    worker.destroy();
    port.terminate();
  };
  try {
    const task = getDocument({
      data: new Uint8Array(bytes), worker, BinaryDataFactory: BundledParts, useWorkerFetch: false, cMapUrl: 'app/', standardFontDataUrl: 'app/', wasmUrl: 'app/',
      useSystemFonts: false, enableXfa: false, isOffscreenCanvasSupported: true, maxImageSize: maxImagePixels, stopAtErrors: false, verbosity: 0,
    });
    return { document: await task.promise, close };
  } catch (error) {
    close();
    throw error;
  }
}
