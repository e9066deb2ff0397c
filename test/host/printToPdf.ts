import type * as Electron from 'electron';
import type { CDPSession } from 'playwright-core';

declare const typed: CDPSession;
type PdfParameters = NonNullable<Parameters<typeof typed.send<'Page.printToPDF'>>[1]>;

/** Paper sizes in inches, by Electron's names. */
const papers: Readonly<Record<string, readonly [width: number, height: number]>> = {
  A0: [33.1, 46.8], A1: [23.4, 33.1], A2: [16.5, 23.4], A3: [11.7, 16.54], A4: [8.27, 11.7], A5: [5.83, 8.27], A6: [4.13, 5.83], Letter: [8.5, 11], Legal: [8.5, 14], Tabloid: [11, 17], Ledger: [17, 11],
};

/** Electron's options as the protocol's. */
export function pdfParameters(options: Electron.PrintToPDFOptions): PdfParameters {
  const { pageSize = 'Letter', margins } = options;
  const [paperWidth, paperHeight] = typeof pageSize === 'object' ? [pageSize.width, pageSize.height] : (papers[pageSize] ?? [8.5, 11]);
  const margin = (given: number | undefined): number => given ?? 0.4; // inches, about a centimetre
  return {
    paperWidth, paperHeight,
    landscape: options.landscape ?? false,
    printBackground: options.printBackground ?? false,
    scale: options.scale ?? 1,
    pageRanges: options.pageRanges ?? '',
    preferCSSPageSize: options.preferCSSPageSize ?? false,
    displayHeaderFooter: options.displayHeaderFooter ?? false,
    headerTemplate: options.headerTemplate ?? '',
    footerTemplate: options.footerTemplate ?? '',
    generateTaggedPDF: options.generateTaggedPDF ?? false,
    generateDocumentOutline: options.generateDocumentOutline ?? false,
    marginTop: margin(margins?.top), marginBottom: margin(margins?.bottom), marginLeft: margin(margins?.left), marginRight: margin(margins?.right),
  };
}
