import { columnShares } from './columnShares.ts';
import type { DocumentBlock, DocumentModel, TextRun } from './documentModel.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** Only what the page itself brings is drawn: no address is fetched and no script runs. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

const css = `
  * { margin: 0; box-sizing: border-box; }
  body { font: 10.5pt/1.42 'IBM Plex Sans', 'Noto Sans', 'Noto Naskh Arabic', 'DejaVu Sans', sans-serif; color: #14181f; }
  h1.title { font-size: 18pt; line-height: 1.2; margin-block: 0 6pt; }
  h1 { font-size: 13.5pt; line-height: 1.25; margin-block: 12pt 4pt; break-after: avoid; }
  h2 { font-size: 11.5pt; margin-block: 9pt 2pt; break-after: avoid; }
  h3 { font-size: 10.5pt; margin-block: 6pt 2pt; break-after: avoid; }
  p { margin-block-end: 4pt; }
  p.lead { font-size: 12pt; font-weight: 600; }
  p.small { font-size: 9pt; color: #444c58; }
  ul, ol { padding-inline-start: 15pt; margin-block-end: 4pt; }
  table { inline-size: calc(100% - 1pt); table-layout: fixed; border-collapse: collapse; margin-block: 4pt 8pt; font-size: 9.5pt; }
  th, td { border: 0.5pt solid #8a919c; padding: 3pt 5pt; text-align: start; vertical-align: top; white-space: pre-line; overflow-wrap: anywhere; hyphens: auto; }
  tr { break-inside: avoid; }
  header.issuer { font-size: 10pt; font-weight: 600; letter-spacing: 0.02em; padding-block-end: 4pt; margin-block-end: 8pt; border-block-end: 1.2pt solid #14181f; }
  table.facts { margin-block: 0 8pt; }
  table.facts th, table.facts td { border: 0; padding: 1pt 8pt 1pt 0; font-size: 10pt; }
  [dir=rtl] table.facts th, [dir=rtl] table.facts td { padding: 1pt 0 1pt 8pt; }
  table.facts th { font-weight: 600; color: #444c58; }
  thead th { background: #eef0f3; }
  sup { font-size: 7.5pt; line-height: 0; }
  section.notes { margin-block-start: 10pt; padding-block-start: 4pt; border-block-start: 0.5pt solid #8a919c; font-size: 8.5pt; line-height: 1.35; }
  section.notes h2 { font-size: 9pt; margin-block: 0 2pt; }
  section.notes ol { padding-inline-start: 14pt; }
`;

function run({ text, bold, italic, note }: TextRun): string {
  let html = escapeHtml(text);
  if (bold === true) html = `<b>${html}</b>`;
  if (italic === true) html = `<i>${html}</i>`;
  return note === undefined ? html : `${html}<sup>${note + 1}</sup>`;
}
const line = (runs: readonly TextRun[]): string => runs.map(run).join('');

function block(each: DocumentBlock): string {
  switch (each.kind) {
    case 'heading':
      return `<h${each.level} dir="auto">${escapeHtml(each.text)}</h${each.level}>`;
    case 'paragraph':
      return `<p dir="auto"${each.tone === undefined ? '' : ` class="${each.tone}"`}>${line(each.runs)}</p>`;
    case 'list': {
      const tag = each.ordered ? 'ol' : 'ul';
      return `<${tag}>${each.items.map((item) => `<li dir="auto">${line(item)}</li>`).join('')}</${tag}>`;
    }
    case 'table': {
      const cells = (row: readonly string[], tag: 'th' | 'td'): string => `<tr>${row.map((cell) => `<${tag} dir="auto">${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
      const columns = columnShares(each.header, each.rows).map((share) => `<col style="inline-size: ${share}%">`).join('');
      return `<table><colgroup>${columns}</colgroup><thead>${cells(each.header, 'th')}</thead><tbody>${each.rows.map((row) => cells(row, 'td')).join('')}</tbody></table>`;
    }
  }
}

function headOf({ head }: DocumentModel): readonly [issuer: string, facts: string] {
  if (head === undefined) return ['', ''];
  const rows = head.facts.map(({ label, value }) => `<tr><th scope="row" dir="auto">${escapeHtml(label)}</th><td dir="auto">${escapeHtml(value)}</td></tr>`).join('');
  return [`<header class="issuer" dir="auto">${escapeHtml(head.issuer)}</header>`, rows === '' ? '' : `<table class="facts"><colgroup><col style="inline-size: 18%"><col></colgroup><tbody>${rows}</tbody></table>`];
}

/** The document as a page that can be printed. Footnotes stand at its end, numbered as in the text. */
export function documentHtml(model: DocumentModel): string {
  const [issuer, facts] = headOf(model);
  const notes = model.notes.length === 0 ? '' : `<section class="notes"><h2>${escapeHtml(model.notesTitle)}</h2><ol>${model.notes.map((note) => `<li dir="auto">${escapeHtml(note)}</li>`).join('')}</ol></section>`;
  return `<!doctype html><html lang="${escapeHtml(model.language)}" dir="${model.direction}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>${escapeHtml(model.title)}</title><style>${css}</style></head><body>${issuer}<h1 class="title" dir="auto">${escapeHtml(model.title)}</h1>${facts}${model.blocks.map(block).join('')}${notes}</body></html>`;
}

const margin = 'font: 8pt sans-serif; inline-size: 100%; padding-inline: 14mm; color: #14181f;';

/** The handling line, at the head of every page. */
export const pageHeader = ({ handling, direction }: DocumentModel): string => `<div dir="${direction}" style="${margin} text-align: center; font-weight: bold;">${escapeHtml(handling)}</div>`;

/** The handling line again, and which page of how many. */
export const pageFooter = ({ handling, direction }: DocumentModel): string =>
  `<div dir="${direction}" style="${margin} display: flex; justify-content: space-between;"><span>${escapeHtml(handling)}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>`;
