/** Reads PDF files away from the window. It has no network: what it needs beyond the file is handed in by openPdf. */
import 'pdfjs-dist/build/pdf.worker.min.mjs';
