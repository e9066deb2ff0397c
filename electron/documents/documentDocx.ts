import { Document, Footer, FootnoteReferenceRun, Header, HeadingLevel, AlignmentType, LevelFormat, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun as DocxRun, WidthType } from 'docx';
import type { DocumentBlock, DocumentModel, TextRun } from '../../shared/domain/documents/documentModel.ts';

const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const numbering = 'steps';

/** The document for a word processor: real headings, lists, tables and footnotes, the handling line on every page. */
export async function documentDocx(model: DocumentModel): Promise<Uint8Array> {
  const rightToLeft = model.direction === 'rtl';
  const words = (text: string, more: { readonly bold?: boolean; readonly italics?: boolean; readonly size?: number } = {}): DocxRun => new DocxRun({ text, rightToLeft, ...more });
  const runsOf = (runs: readonly TextRun[], bold = false): (DocxRun | FootnoteReferenceRun)[] =>
    runs.flatMap((run) => [words(run.text, { bold: bold || run.bold === true, italics: run.italic === true }), ...(run.note === undefined ? [] : [new FootnoteReferenceRun(run.note + 1)])]);
  const cell = (text: string, bold: boolean): TableCell => new TableCell({ children: [new Paragraph({ bidirectional: rightToLeft, children: [words(text, { bold })] })] });

  const block = (each: DocumentBlock): (Paragraph | Table)[] => {
    switch (each.kind) {
      case 'heading':
        return [new Paragraph({ heading: headings[each.level], bidirectional: rightToLeft, children: [words(each.text)] })];
      case 'paragraph':
        return [new Paragraph({ bidirectional: rightToLeft, spacing: { after: 100 }, children: runsOf(each.runs, each.tone === 'lead') })];
      case 'list':
        return each.items.map((item) => new Paragraph({ bidirectional: rightToLeft, ...(each.ordered ? { numbering: { reference: numbering, level: 0 } } : { bullet: { level: 0 } }), children: runsOf(item) }));
      case 'table':
        return [
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            visuallyRightToLeft: rightToLeft,
            rows: [new TableRow({ tableHeader: true, children: each.header.map((text) => cell(text, true)) }), ...each.rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text) => cell(text, false)) }))],
          }),
        ];
    }
  };

  const document = new Document({
    title: model.title,
    // Word's own defaults would put a name in; a file that is handed on says only which program made it.
    creator: 'Focal Point Companion',
    lastModifiedBy: 'Focal Point Companion',
    styles: { default: { document: { run: { font: 'Calibri', size: 21, language: { value: model.language, bidirectional: model.language } } } } },
    numbering: { config: [{ reference: numbering, levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.START, style: { paragraph: { indent: { left: 460, hanging: 300 } } } }] }] },
    footnotes: Object.fromEntries(model.notes.map((note, at) => [at + 1, { children: [new Paragraph({ bidirectional: rightToLeft, children: [words(note, { size: 17 })] })] }])),
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { top: 1_100, bottom: 1_000, left: 1_020, right: 1_020 } } },
        headers: { default: new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, bidirectional: rightToLeft, children: [words(model.handling, { bold: true, size: 16 })] })] }) },
        footers: {
          default: new Footer({
            children: [new Paragraph({ alignment: AlignmentType.CENTER, bidirectional: rightToLeft, children: [words(`${model.handling}   `, { size: 16 }), new DocxRun({ size: 16, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })] })],
          }),
        },
        children: [new Paragraph({ heading: HeadingLevel.TITLE, bidirectional: rightToLeft, children: [words(model.title)] }), ...model.blocks.flatMap(block)],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
