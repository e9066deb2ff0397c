import { BrowserWindow } from 'electron';
import { documentHtml, pageFooter, pageHeader } from '../../shared/domain/documents/documentHtml.ts';
import type { DocumentModel } from '../../shared/domain/documents/documentModel.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';

/** Chromium takes addresses up to 2 MB, and the page is one. */
const maxAddressCharacters = 1_900_000;
const inchesOfMm = (mm: number): number => mm / 25.4;

/**
 * Prints the document in a hidden window that has no scripts, no network and no bridge to the app. The page never touches the disk.
 * Fails with `documents.tooLarge`.
 */
export async function documentPdf(model: DocumentModel): Promise<Result<Uint8Array>> {
  const address = `data:text/html;charset=utf-8;base64,${Buffer.from(documentHtml(model), 'utf8').toString('base64')}`;
  if (address.length > maxAddressCharacters) return fail('documents.tooLarge', 'never');
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, javascript: false, spellcheck: false, partition: 'print' },
  });
  try {
    await window.loadURL(address);
    const bytes = await window.webContents.printToPDF({
      pageSize: 'A4',
      landscape: model.landscape === true,
      printBackground: true,
      generateTaggedPDF: true,
      displayHeaderFooter: true,
      headerTemplate: pageHeader(model),
      footerTemplate: pageFooter(model),
      margins: { top: inchesOfMm(17), bottom: inchesOfMm(17), left: inchesOfMm(18), right: inchesOfMm(18) },
    });
    return ok(new Uint8Array(bytes));
  } finally {
    window.destroy();
  }
}

/** How many pages a PDF of Chromium has. */
export const pageCount = (pdf: Uint8Array): number => (Buffer.from(pdf).toString('latin1').match(/\/Type\s*\/Page(?![a-zA-Z])/g) ?? []).length;
