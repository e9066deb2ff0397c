import path from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ExportedDocument, ExportRequest, PreviewedDocument } from '../../shared/contracts/documents.ts';
import { type DocumentModel, safeFileName } from '../../shared/domain/documents/documentModel.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import { writeFileAtomically } from '../storage/writeFileAtomically.ts';
import { documentDocx } from './documentDocx.ts';
import { documentPdf, pageCount } from './documentPdf.ts';

/** Makes documents and puts them where the user says. The file is outside the vault: from then on it is as safe as its folder. */
export function documentHandlers(window: () => BrowserWindow | undefined, practiceMark: () => string | null) {
  /** Whatever is made in practice says so at the head and foot of each page. */
  const marked = (model: DocumentModel): DocumentModel => {
    const mark = practiceMark();
    return mark === null ? model : { ...model, handling: `${mark} · ${model.handling}`.slice(0, 300) };
  };
  return {
    'documents.export': async ({ model: given, format, fileName }: ExportRequest): Promise<Result<ExportedDocument>> => {
      const model = marked(given);
      const made = format === 'pdf' ? await documentPdf(model) : ok(await documentDocx(model));
      if (!made.ok) return made;
      const parent = window();
      const options = { defaultPath: safeFileName(fileName, format), filters: [{ name: format.toUpperCase(), extensions: [format] }] };
      const chosen = await (parent === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(parent, options));
      if (chosen.canceled || chosen.filePath === '') return ok({ saved: false, fileName: null, pages: null });
      const target = path.extname(chosen.filePath).toLowerCase() === `.${format}` ? chosen.filePath : `${chosen.filePath}.${format}`;
      try {
        await writeFileAtomically(target, made.value);
      } catch {
        return fail('documents.notWritten', 'later');
      }
      return ok({ saved: true, fileName: path.basename(target), pages: format === 'pdf' ? pageCount(made.value) : null });
    },
    'documents.preview': async (model: DocumentModel): Promise<Result<PreviewedDocument>> => {
      const made = await documentPdf(model);
      return made.ok ? ok({ bytes: made.value, pages: pageCount(made.value) }) : made;
    },
  };
}
