import fc from 'fast-check';
import mammoth from 'mammoth';
import { expect, it } from 'vitest';
import { columnShares } from '../../shared/domain/documents/columnShares.ts';
import { escapeHtml, documentHtml } from '../../shared/domain/documents/documentHtml.ts';
import { type DocumentModel, documentWords, safeFileName } from '../../shared/domain/documents/documentModel.ts';
import { documentDocx } from './documentDocx.ts';
import { docxParts, docxWords } from './readDocx.fixture.ts';

const model: DocumentModel = {
  title: 'Page for <the> minister & office', language: 'ar', direction: 'rtl', handling: 'Minister’s office only', notesTitle: 'Sources',
  blocks: [
    { kind: 'heading', level: 2, text: 'What is happening' },
    { kind: 'paragraph', runs: [{ text: 'Two columns moved.', note: 0 }, { text: ' It is "sure".', italic: true }] },
    { kind: 'list', ordered: true, items: [[{ text: 'First', bold: true }], [{ text: 'Second' }]] },
    { kind: 'table', header: ['Option', 'Effect'], rows: [['Call', 'Slow']] },
  ],
  notes: ['Source K, graded B2'],
};

it('writes what the model says, read back without the library that wrote it', async () => {
  const parts = docxParts(await documentDocx(model));
  const body = parts.get('word/document.xml') ?? '';
  expect(docxWords(body).split('\n').filter((line) => line !== '')).toEqual(['Page for <the> minister & office', 'What is happening', 'Two columns moved. It is "sure".', 'First', 'Second', 'Option', 'Effect', 'Call', 'Slow']);
  expect(body).toMatch(/<w:pStyle w:val="Heading2"\/>/);
  expect(body).toMatch(/<w:bidi\/>/);
  expect(body).toMatch(/<w:footnoteReference w:id="1"\/>/);
  expect(docxWords(parts.get('word/footnotes.xml') ?? '')).toContain('Source K, graded B2');
  const [header, footer] = ['header', 'footer'].map((name) => [...parts].find(([part]) => part.startsWith(`word/${name}`))?.[1] ?? '');
  expect(docxWords(header!)).toContain('Minister’s office only');
  expect(footer).toContain('PAGE');
  expect(parts.get('word/styles.xml')).toMatch(/w:lang [^>]*w:(?:val|bidi)="ar"/);
  expect(parts.get('docProps/core.xml')).not.toMatch(/Un-named/);
  for (const [name, xml] of parts) if (name.endsWith('.xml')) docxWords(xml);
});

it('lets no text become markup in the printed page', () => {
  const hostile = '</p><script>alert(1)</script><img src="https://example.org/x" onerror=\'x\'>';
  const html = documentHtml({ ...model, title: hostile, blocks: [{ kind: 'paragraph', runs: [{ text: hostile }] }, { kind: 'table', header: [hostile], rows: [[hostile]] }], notes: [hostile] });
  expect(html).not.toMatch(/<script|<img/);
  expect(html.split(escapeHtml(hostile))).toHaveLength(7);
  expect(html).toContain("default-src 'none'");
  expect(html).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
});

it('names files so that every system takes them', () => {
  expect(safeFileName('North: page / 1', 'pdf')).toBe('North page 1.pdf');
  expect(safeFileName('../../etc/passwd', 'docx')).toBe('etc passwd.docx');
  expect(safeFileName('CON', 'pdf')).toBe('document.pdf');
  expect(safeFileName('\u202Efdp.exe', 'pdf')).toBe('fdp.exe.pdf');
  expect(safeFileName('…', 'pdf')).toBe('….pdf');
});

it('gives all words of a document to a check', () => {
  for (const word of ['minister', 'office only', 'columns', 'Second', 'Slow', 'graded B2']) expect(documentWords(model)).toContain(word);
});

it('carries a letterhead and a wide table, as a parser of Word files reads them', async () => {
  const long = 'A point that takes a good deal more room than its answer does, on any page';
  const bytes = await documentDocx({ ...model, language: 'en', direction: 'ltr', landscape: true, notes: [], head: { issuer: 'Ostania · Interior ministry', facts: [{ label: 'From', value: 'The focal point' }, { label: 'Date', value: '21 November 2026' }] }, blocks: [{ kind: 'heading', level: 1, text: 'Gaps' }, { kind: 'table', header: ['Point', 'Standing'], rows: [[long, 'Missing'], ['Two\nlines', '']] }] });
  const { value: html, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
  expect(html).toMatch(/^<p><strong>Ostania · Interior ministry<\/strong><\/p>/);
  expect(html).toContain('<h1>Gaps</h1>');
  expect(html).toContain('<p><strong>From</strong></p></td><td><p>The focal point</p>');
  expect(html).toMatch(/<thead><tr><th><p><strong>Point<\/strong><\/p><\/th>/);
  expect(html).toContain('<p>Two</p><p>lines</p>');
  const body = docxParts(bytes).get('word/document.xml') ?? '';
  expect(body).toMatch(/<w:pgSz [^>]*w:orient="landscape"/);
  const [wide, narrow] = [...body.matchAll(/<w:gridCol w:w="(\d+)"/g)].slice(-2).map(([, width]) => Number(width));
  expect(wide).toBeGreaterThan(2 * (narrow ?? 0));
});

it('shares a page among any columns, and gives away all of it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 400 }), { minLength: 1, maxLength: 12 }), fc.array(fc.array(fc.string({ maxLength: 900 }), { maxLength: 12 }), { maxLength: 5 }), (header, rows) => {
      const shares = columnShares(header, rows);
      expect(shares).toHaveLength(header.length);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(4);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
    }),
  );
});
