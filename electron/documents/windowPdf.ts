import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ExportedDocument } from '../../shared/contracts/documents.ts';
import { safeFileName } from '../../shared/domain/documents/documentModel.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { writeFileAtomically } from '../storage/writeFileAtomically.ts';
import { pageCount } from './documentPdf.ts';

/** Keeps what the window prints as a PDF where the user says. Only published text is printed this way; the style sheet leaves the rest out. */
export function windowPdf(window: () => BrowserWindow | undefined) {
  let wanted = 0;
  return {
    'manual.savePdf': async (fileName: string): Promise<Result<ExportedDocument>> => {
      const mine = (wanted += 1);
      const open = window();
      if (open === undefined) return fail('documents.notWritten', 'later');
      const bytes = await open.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true, generateDocumentOutline: true });
      if (mine !== wanted) return fail('documents.cancelled', 'now');
      const chosen = await dialog.showSaveDialog(open, { defaultPath: safeFileName(fileName, 'pdf'), filters: [{ name: 'PDF', extensions: ['pdf'] }] });
      if (chosen.canceled || chosen.filePath === '') return ok({ saved: false, fileName: null, pages: null });
      const target = path.extname(chosen.filePath).toLowerCase() === '.pdf' ? chosen.filePath : `${chosen.filePath}.pdf`;
      try {
        await writeFileAtomically(target, bytes);
      } catch {
        return fail('documents.notWritten', 'later');
      }
      return ok({ saved: true, fileName: path.basename(target), pages: pageCount(bytes) });
    },
    /** The PDF that is being made is not wanted any more. */
    'manual.cancelPdf': (): Result<null> => {
      wanted += 1;
      return ok(null);
    },
  };
}
