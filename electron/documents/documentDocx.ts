import { Document, Footer, FootnoteReferenceRun, Header, HeadingLevel, AlignmentType, BorderStyle, LevelFormat, LineRuleType, PageOrientation, ShadingType, TableLayoutType, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun as DocxRun, WidthType } from 'docx';
import { columnShares } from '../../shared/domain/documents/columnShares.ts';
import type { DocumentBlock, DocumentModel, TextRun } from '../../shared/domain/documents/documentModel.ts';

const headings = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const numbering = 'steps';
const bullets = 'points';
const hanging = { paragraph: { indent: { left: 460, hanging: 300 } } } as const;
/** Half-points of type, and twentieths of a point above and below. */
const heading = (size: number, before: number, after: number) => ({ run: { size, bold: true, color: '14181F' }, paragraph: { spacing: { before, after }, keepNext: true } });
/** Thin and grey, with room around the words, as on the printed page. */
const rule = { style: BorderStyle.SINGLE, size: 4, color: '9AA1AD' } as const;
const cellRoom = { marginUnitType: WidthType.DXA, top: 50, bottom: 50, left: 90, right: 90 } as const;

/** The document for a word processor: real headings, lists, tables and footnotes, the handling line on every page. */
export async function documentDocx(model: DocumentModel): Promise<Uint8Array> {
  // In twentieths of a point, between the margins.
  const textWidth = (model.landscape === true ? 16_838 : 11_906) - 2 * 1_020;
  const rightToLeft = model.direction === 'rtl';
  const words = (text: string, more: { readonly bold?: boolean; readonly italics?: boolean; readonly size?: number } = {}): DocxRun => new DocxRun({ text, rightToLeft, ...more });
  const runsOf = (runs: readonly TextRun[], bold = false): (DocxRun | FootnoteReferenceRun)[] =>
    runs.flatMap((run) => [words(run.text, { bold: bold || run.bold === true, italics: run.italic === true }), ...(run.note === undefined ? [] : [new FootnoteReferenceRun(run.note + 1)])]);
  const cell = (text: string, bold: boolean): TableCell => new TableCell({ ...(bold ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EEF0F3' } } : {}), children: text.split('\n').map((line) => new Paragraph({ bidirectional: rightToLeft, children: [words(line, { bold })] })) });

  const block = (each: DocumentBlock): (Paragraph | Table)[] => {
    switch (each.kind) {
      case 'heading':
        return [new Paragraph({ heading: headings[each.level], bidirectional: rightToLeft, children: [words(each.text)] })];
      case 'paragraph':
        return [new Paragraph({ bidirectional: rightToLeft, spacing: { after: 100 }, children: runsOf(each.runs, each.tone === 'lead') })];
      case 'list':
        return each.items.map((item) => new Paragraph({ bidirectional: rightToLeft, numbering: { reference: each.ordered ? numbering : bullets, level: 0 }, spacing: { after: 40 }, children: runsOf(item) }));
      case 'table':
        return [
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            visuallyRightToLeft: rightToLeft,
            borders: { top: rule, bottom: rule, left: rule, right: rule, insideHorizontal: rule, insideVertical: rule },
            margins: cellRoom,
            layout: TableLayoutType.FIXED,
            columnWidths: columnShares(each.header, each.rows).map((share) => Math.floor((textWidth * share) / 100)),
            rows: [new TableRow({ tableHeader: true, cantSplit: true, children: each.header.map((text) => cell(text, true)) }), ...each.rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text) => cell(text, false)) }))],
          }),
          // Word joins tables that touch; the line also gives the next heading its room.
          new Paragraph({ spacing: { before: 0, after: 0, line: 160, lineRule: LineRuleType.EXACT }, children: [] }),
        ];
    }
  };

  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
  const borderless = { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none } as const;
  const issuer = model.head === undefined ? [] : [new Paragraph({ bidirectional: rightToLeft, spacing: { after: 160 }, border: { bottom: { style: BorderStyle.SINGLE, size: 10, space: 4, color: '14181F' } }, children: [words(model.head.issuer, { bold: true, size: 20 })] })];
  const fact = (text: string, bold: boolean, percent: number): TableCell => new TableCell({ borders: { top: none, bottom: none, left: none, right: none }, width: { size: percent, type: WidthType.PERCENTAGE }, children: [new Paragraph({ bidirectional: rightToLeft, children: [words(text, { bold })] })] });
  const facts = model.head === undefined || model.head.facts.length === 0 ? [] : [
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE }, layout: TableLayoutType.FIXED, columnWidths: [2_170, 7_690], visuallyRightToLeft: rightToLeft, borders: borderless, margins: { ...cellRoom, top: 20, bottom: 20, left: 0 },
      rows: model.head.facts.map(({ label, value }) => new TableRow({ children: [fact(label, true, 22), fact(value, false, 78)] })),
    }),
  ];

  const document = new Document({
    title: model.title,
    // Word's own defaults would put a name in; a file that is handed on says only which program made it.
    creator: 'Focal Point Companion',
    lastModifiedBy: 'Focal Point Companion',
    styles: { default: { title: heading(36, 80, 120), heading1: heading(27, 240, 80), heading2: heading(23, 180, 60), heading3: heading(21, 140, 40), document: { run: { font: 'Calibri', size: 21, language: { value: model.language, bidirectional: model.language } } } } },
    numbering: {
      config: [
        { reference: numbering, levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.START, style: hanging }] },
        { reference: bullets, levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.START, style: hanging }] },
      ],
    },
    footnotes: Object.fromEntries(model.notes.map((note, at) => [at + 1, { children: [new Paragraph({ bidirectional: rightToLeft, children: [words(note, { size: 17 })] })] }])),
    sections: [
      {
        properties: { page: { size: { width: 11_906, height: 16_838, ...(model.landscape === true ? { orientation: PageOrientation.LANDSCAPE } : {}) }, margin: { top: 1_100, bottom: 1_000, left: 1_020, right: 1_020 } } },
        headers: { default: new Header({ children: [new Paragraph({ alignment: AlignmentType.CENTER, bidirectional: rightToLeft, children: [words(model.handling, { bold: true, size: 16 })] })] }) },
        footers: {
          default: new Footer({
            children: [new Paragraph({ alignment: AlignmentType.CENTER, bidirectional: rightToLeft, children: [words(`${model.handling}   `, { size: 16 }), new DocxRun({ size: 16, children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] })] })],
          }),
        },
        children: [...issuer, new Paragraph({ heading: HeadingLevel.TITLE, bidirectional: rightToLeft, children: [words(model.title)] }), ...facts, ...model.blocks.flatMap(block)],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
