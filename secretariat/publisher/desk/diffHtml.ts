import type { RedlineBlock } from '../../../shared/text/redline.ts';
import type { TextPart } from '../../../shared/text/wordDifferences.ts';
import { deskPage, escapeHtml } from './deskPage.ts';
import { hasNothing, type EditionDiff } from './editionDiff.ts';
import { refusedClasses } from './toolkitEdits.ts';

const kindWords = { added: 'New', changed: 'Changed', removed: 'Removed', moved: 'Moved' } as const;

const words = (parts: readonly TextPart[]): string =>
  parts.map(({ kind, text }) => (kind === 'same' ? escapeHtml(text) : kind === 'added' ? `<ins>${escapeHtml(text)}</ins>` : `<del>${escapeHtml(text)}</del>`)).join(' ');

function block(one: RedlineBlock): string {
  switch (one.kind) {
    case 'same':
      return `<p class="muted">${escapeHtml(one.text)}</p>`;
    case 'moved':
      return `<p class="moved"><strong>Moved here:</strong> ${escapeHtml(one.text)}</p>`;
    case 'added':
      return `<p><ins>${escapeHtml(one.text)}</ins></p>`;
    case 'removed':
      return `<p><del>${escapeHtml(one.text)}</del></p>`;
    case 'changed':
      return `<p>${words(one.parts)}</p>`;
  }
}

/** A diff as a page for reading at leisure: the whole text of every section that changed, with what was taken away and added. */
export function diffHtml(diff: EditionDiff, heading: string): string {
  const counts = (['changed', 'added', 'removed', 'moved'] as const).map((kind) => `<tr><th>${kindWords[kind]}</th><td>${diff.sections.filter((one) => one.kind === kind).length}</td></tr>`).join('');
  const cover = diff.cover.map(({ name, parts }) => `<tr><th>${escapeHtml(name)}</th><td>${words(parts)}</td></tr>`).join('');
  const sections = diff.sections.map(
    (section) => `<article><h3>${kindWords[section.kind]}: ${escapeHtml(section.number)} ${escapeHtml(section.title)}${section.numberBefore === null ? '' : ` <span class="muted">(was ${escapeHtml(section.numberBefore)})</span>`}</h3>
${section.lines.map(({ name, parts }) => `<p><span class="muted">${escapeHtml(name)}:</span> ${words(parts)}</p>`).join('')}${section.body.map(block).join('\n')}</article>`,
  );
  const edits = diff.toolkitEdits.map(
    (edit) =>
      `<tr><td>${escapeHtml(edit.toolkit)}<br><code>${edit.itemId}</code></td><td${refusedClasses[edit.editClass] === undefined ? '' : ' class="refused"'}>${edit.editClass}</td><td>${edit.before === null ? '' : `<del>${escapeHtml(edit.before)}</del><br>`}${edit.after === null ? '' : `<ins>${escapeHtml(edit.after)}</ins>`}</td></tr>`,
  );
  const others = diff.others.map((other) => `<article><h3>${kindWords[other.change]}: ${escapeHtml(other.kind)}, ${escapeHtml(other.title)}</h3>${other.blocks.filter(({ kind }) => kind !== 'same').map(block).join('\n')}</article>`);
  const body = `<h1>${escapeHtml(heading)}</h1>
<p>Edition ${escapeHtml(diff.after)} against ${diff.before === null ? 'nothing: it is the first edition' : escapeHtml(diff.before)}.</p>
<h2>Sections</h2><table>${counts}</table>
${cover === '' ? '' : `<h2>Cover</h2><table>${cover}</table>`}
${sections.join('\n')}
${edits.length === 0 ? '' : `<h2>Questions of the toolkits</h2><table><tr><th>Toolkit</th><th>Kind of edit</th><th>Text</th></tr>${edits.join('')}</table>`}
${others.length === 0 ? '' : `<h2>Everything else</h2>${others.join('\n')}`}
${hasNothing(diff) ? '<p>Nothing differs.</p>' : ''}`;
  return deskPage(heading, body);
}
