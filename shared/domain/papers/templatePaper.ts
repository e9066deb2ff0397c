import type { DocumentModel } from '../documents/documentModel.ts';
import { isWide, type PaperFrame } from './paperHead.ts';
import type { PaperTemplate } from './templateFields.ts';
import { templateBlocks } from './templateBlocks.ts';

/** A paper written on a template: its fields filled in, and what is still missing between brackets. */
export function templatePaper(title: string, template: Pick<PaperTemplate, 'body' | 'placeholders'>, values: Readonly<Record<string, string>>, frame: PaperFrame): DocumentModel {
  const blocks = templateBlocks(template, values);
  return { ...frame, title: title.slice(0, 300), blocks, notes: [], notesTitle: '', ...(isWide(blocks) ? { landscape: true } : {}) };
}
