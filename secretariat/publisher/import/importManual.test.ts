import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Comment, CommentRangeEnd, CommentRangeStart, DeletedTextRun, Document, ExternalHyperlink, FootnoteReferenceRun, Header, HeadingLevel, ImageRun, InsertedTextRun, LevelFormat, Packer, Paragraph, Table, TableCell, TableRow, TextRun, type FileChild } from 'docx';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseContent } from '../../../shared/content/parseContent.ts';
import { readContentFolder } from '../contentFolder.ts';
import { importManual, type Imported } from './importManual.ts';
import { wordSections } from './wordSections.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const heading = (text: string, level: 1 | 2 | 3, extra: object = {}): Paragraph => new Paragraph({ text, heading: [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3][level - 1]!, ...extra });
const cell = (text: string, extra: object = {}): TableCell => new TableCell({ children: [new Paragraph(text)], ...extra });
const bullets = (reference: string, text: string, level = 0): Paragraph => new Paragraph({ text, numbering: { reference, level } });

async function word(name: string, children: FileChild[], extra: object = {}): Promise<string> {
  const numbering = {
    config: [
      { reference: 'dots', levels: [0, 1].map((level) => ({ level, format: LevelFormat.BULLET, text: '-' })) },
      { reference: 'counted', levels: [{ level: 0, format: LevelFormat.DECIMAL, text: '%1.' }] },
    ],
  };
  const file = path.join(folder, name);
  const wanted = extra as { footnotes?: object; header?: Header };
  await writeFile(file, await Packer.toBuffer(new Document({ numbering, ...(extra as object), sections: [{ children, ...(wanted.header ? { headers: { default: wanted.header } } : {}) }] })));
  return file;
}

/** A document with one of everything that people put into such texts. */
const everything = (): Promise<string> =>
  word(
    'Manual 2026.docx',
    [
      new Paragraph({ text: 'Handbook for officials', heading: HeadingLevel.TITLE }),
      new Paragraph('Printed for the meeting in spring.'),
      heading('First steps', 1, { numbering: { reference: 'counted', level: 0 } }),
      heading('Before the first day', 2),
      new Paragraph({
        children: [
          new TextRun('Ask for a '), new TextRun({ text: 'written mandate', bold: true }), new TextRun(' and read '),
          new ExternalHyperlink({ link: 'https://example.org/a_(b)', children: [new TextRun('the note')] }),
          new TextRun('.'), new FootnoteReferenceRun(1), new TextRun(' Use 2 * 3 [brackets] <here>.'),
        ],
      }),
      heading('What to bring', 3),
      bullets('dots', 'The letter'), bullets('dots', 'with its stamp', 1), bullets('dots', 'A list of names'),
      bullets('counted', 'Call'), bullets('counted', 'Write'),
      new Table({ rows: [new TableRow({ children: [cell('Who'), cell('When | where')] }), new TableRow({ children: [cell('Both', { columnSpan: 2 })] })] }),
      heading('What no one wrote yet', 2),
      heading('Later', 1),
      new Paragraph('A chapter that begins without a section.'),
      heading('Before the first day', 2),
      new Paragraph({ children: [new TextRun('Kept '), new DeletedTextRun({ text: 'gone', id: 1, author: 'Editor', date: '2026-01-01T00:00:00Z' }), new InsertedTextRun({ text: 'new', id: 2, author: 'Editor', date: '2026-01-01T00:00:00Z' })] }),
      new Paragraph({ children: [new CommentRangeStart(0), new TextRun({ text: 'Remarked', underline: {}, color: 'FF0000' }), new CommentRangeEnd(0)] }),
      new Paragraph({ children: [new ImageRun({ type: 'png', data: onePixel, transformation: { width: 9, height: 9 } })] }),
    ],
    {
      footnotes: { 1: { children: [new Paragraph('Recommendations of 2012, page 3.')] } },
      comments: { children: [{ id: 0, author: 'Editor', date: new Date(0), children: [new Paragraph('Is this so?')] }] satisfies ConstructorParameters<typeof Comment>[0][] },
      header: new Header({ children: [new Paragraph('Draft, not for quotation')] }),
    },
  );

const doImport = (source: string, out: string, current: Parameters<typeof importManual>[0]['current'] = null): Promise<Imported> => importManual({ source, out: path.join(folder, out), language: 'en', current });

it('makes a folder of the Manual from Word, and names all that did not carry over', async () => {
  const done = await doImport(await everything(), 'manual');
  expect(done).toMatchObject({ chapters: 2, sections: 3, keptIds: 0 });
  const { files } = await readContentFolder(path.join(folder, 'manual'));
  expect([...files.keys()]).toEqual(['chapters.yaml', 'edition.yaml', 'manual/01-first-steps/01-before-the-first-day.md', 'manual/02-later/01-later.md', 'manual/02-later/02-before-the-first-day-2.md']);
  const text = files.get('manual/01-first-steps/01-before-the-first-day.md') ?? '';
  expect(text).toContain('title: Before the first day');
  expect(text).toContain('Imported from Manual 2026.docx');
  expect(text).toContain('Ask for a **written mandate** and read [the note](https://example.org/a_%28b%29).[^1] Use 2 \\* 3 \\[brackets\\] \\<here>.');
  expect(text).toContain('## What to bring\n\n- The letter\n  - with its stamp\n- A list of names\n\n1. Call\n2. Write');
  expect(text).toContain('| Who | When \\| where |\n| --- | --- |\n| Both |  |');
  expect(text).toContain('[^1]: Recommendations of 2012, page 3.');
  const last = files.get('manual/02-later/02-before-the-first-day-2.md') ?? '';
  expect(last).toContain('Kept new');
  expect(last).not.toContain('gone');

  const report = await readFile(done.report, 'utf8');
  for (const what of ['Pictures | 1', 'Comments | 1', 'still marked as changes', 'Headers and footers with words', 'Headings that Word numbers by itself | 1', 'Merged cells of a table | 1', 'Underlined', 'Coloured', 'Text before the first heading', 'What no one wrote yet']) expect(report).toContain(what);
  const parsed = parseContent(files, { partial: true, cover: { edition: '2026.1', publishedOn: '2026-11-21' } });
  expect(parsed.problems).toEqual([]);
  expect(parsed.content?.cover.title).toBe('Handbook for officials');
});

it('keeps the id of a section that is in force under the same title', async () => {
  const manifest = { items: [{ kind: 'section', id: 'day-zero', title: 'Before the First Day' }], publisher: 'Secretariat' } as unknown as NonNullable<Parameters<typeof importManual>[0]['current']>['manifest'];
  const done = await doImport(await everything(), 'kept', { manifest, texts: new Map() });
  expect(done.keptIds).toBe(1);
  expect(await readdir(path.join(folder, 'kept/manual/01-first-steps'))).toEqual(['01-day-zero.md']);
});

it('gives plain Markdown its front matter and leaves the rest as it is', async () => {
  const source = path.join(folder, 'plain');
  await mkdir(path.join(source, '01-begin'), { recursive: true });
  await writeFile(path.join(source, '01-begin/01-mandate.md'), '# The mandate\n\nAsk for it in writing.\n');
  const done = await doImport(source, 'from-plain');
  expect(done.sections).toBe(1);
  expect(await readFile(path.join(folder, 'from-plain/manual/01-begin/01-mandate.md'), 'utf8')).toMatch(/^---\nid: mandate\ntitle: The mandate\nsummary: Ask for it in writing\.\n[\s\S]*---\nAsk for it in writing\.\n$/);
});

it('refuses in a sentence, and writes nothing', async () => {
  const whole = await readFile(await everything());
  const cases: [string, Uint8Array | string, RegExp][] = [
    ['cut.docx', whole.subarray(0, whole.length / 2), /cut off/],
    ['text.docx', 'only words', /not a Word document/],
    ['old.doc', 'x', /save it as \.docx/],
  ];
  for (const [name, bytes, sentence] of cases) {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    await expect(doImport(file, `out-${name}`)).rejects.toThrow(sentence);
    expect(await readdir(folder)).not.toContain(`out-${name}`);
  }
  await expect(doImport(await word('bare.docx', [new Paragraph('No heading anywhere.')]), 'bare')).rejects.toThrow(/no headings/);
  await expect(doImport(path.join(folder, 'nowhere.docx'), 'x')).rejects.toThrow(/no file or folder/);
  await mkdir(path.join(folder, 'full'), { recursive: true });
  await writeFile(path.join(folder, 'full/mine.md'), 'mine');
  await expect(doImport(await everything(), 'full')).rejects.toThrow(/not empty/);
});

it('takes one level of headings as one chapter, and a single top heading as the title', () => {
  expect(wordSections('<h1>A</h1><p>a</p><h1>B</h1><p>b</p>', 'My_text.docx').chapters).toEqual([{ title: 'My text', sections: [{ title: 'A', markdown: 'a' }, { title: 'B', markdown: 'b' }] }]);
  const titled = wordSections('<h1>All</h1><h2>C</h2><h3>S</h3><p>s</p>', 'x.docx');
  expect([titled.title, titled.chapters]).toEqual(['All', [{ title: 'C', sections: [{ title: 'S', markdown: 's' }] }]]);
});

it('writes no text as Markdown of another meaning', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[-+>#*_[\]`<\\|1-3.) a-c]{1,30}$/), (text) => {
      const [section] = wordSections(`<h1>T</h1><p>x ${escapeXml(text)}</p><p>${escapeXml(text)}</p>`, 'x.docx').chapters[0]?.sections ?? [];
      const unescaped = (section?.markdown ?? '').replace(/\\([\\*`[\]<_#\-+>.)])/g, '$1');
      const flat = text.replace(/\s+/g, ' ').trim();
      expect(unescaped).toBe([`x ${flat}`.trim(), flat].filter((line) => line !== '').join('\n\n'));
      expect(section?.markdown ?? '').not.toMatch(/(^|\n)(#{1,6}|[-+>]) |(^|\n)\d+[.)] /);
    }),
  );
});
const escapeXml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
