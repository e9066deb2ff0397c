import * as v from 'valibot';
import { documentFormats, documentModelSchema } from '../domain/documents/documentModel.ts';

/** A document to be written to a file that the user chooses. `fileName` is a suggestion without its ending. */
export const exportRequestSchema = v.strictObject({ model: documentModelSchema, format: v.picklist(documentFormats), fileName: v.pipe(v.string(), v.maxLength(300)) });
export type ExportRequest = v.InferOutput<typeof exportRequestSchema>;

export interface ExportedDocument {
  /** False where the user closed the dialog. */
  readonly saved: boolean;
  /** Without its folder. */
  readonly fileName: string | null;
  /** Of a PDF. */
  readonly pages: number | null;
}

export interface PreviewedDocument {
  readonly bytes: Uint8Array;
  readonly pages: number;
}
