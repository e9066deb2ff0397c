/* oxlint-disable no-restricted-imports -- the preview has no window, and is drawn by the very Markdown reader that the app draws with */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { contentFromItems } from '../../../shared/content/contentBlobs.ts';
import type { Content, Section, Toolkit } from '../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../shared/contracts/edition.ts';
import { PublishingError } from '../publishingError.ts';
import { deskPage, escapeHtml } from './deskPage.ts';

const checkout = path.resolve(import.meta.dirname, '../../..');
/** The device's own rules: a preview that copied them would drift from what readers see. */
const deviceStyles = ['renderer/design/tokens.css', 'renderer/design/base.css', 'renderer/features/manual/components/ReadingColumn.module.css', 'renderer/features/manual/components/MarkdownText.module.css', 'renderer/features/manual/components/FigureView.module.css'];

const frameStyle = `
body { overflow: auto !important; block-size: auto !important; } main { max-inline-size: 860px; margin-inline: auto; padding: 32px 24px 96px; }
article.column { margin-block-end: 64px; } nav li { margin-block: 4px; } .question { margin-block: 8px; } .question small { color: var(--ink-2); display: block; }
.place { color: var(--accent); text-decoration: underline dotted; }
`;

/** An edition as readers will see it, in one page, drawn by the same Markdown reader and with the same rules of style as in the app. */
export async function previewPage(manifest: Manifest, texts: ReadonlyMap<string, string>): Promise<string> {
  const { edition, language, title, publisher, publishedOn, notice } = manifest;
  const items = manifest.items.map(({ sha256, ...item }) => ({ ...item, text: texts.get(sha256) ?? '' }));
  const { content, problems } = contentFromItems({ cover: { edition, language, title, publisher, publishedOn, notice }, chapters: manifest.chapters }, items);
  if (problems.length > 0) throw new PublishingError('publish.damagedRepository', 'Some parts of the edition cannot be read, so they cannot be shown.', problems);
  const styles = await Promise.all(deviceStyles.map((file) => readFile(path.join(checkout, file), 'utf8')));
  const note = manifest.editorNote === undefined ? '' : `<p><strong>Note to readers:</strong> ${escapeHtml(manifest.editorNote)}</p>`;
  const cover = `<h1>${escapeHtml(title)}</h1><p>Edition ${escapeHtml(edition)}, ${escapeHtml(publisher)}, ${escapeHtml(publishedOn)}</p><p>${escapeHtml(notice)}</p>${note}`;
  const contents = manifest.chapters.map((chapter) => `<h3>${chapter.number} ${escapeHtml(chapter.title)}</h3><ul>${content.sections.filter(({ chapterId }) => chapterId === chapter.id).map(({ id, number, title: name }) => `<li><a href="#${id}">${escapeHtml(number)} ${escapeHtml(name)}</a></li>`).join('')}</ul>`);
  const sections = content.sections.map((section) => sectionHtml(section, content));
  const toolkits = content.toolkits.map(toolkitHtml);
  return deskPage(`Preview of edition ${edition}`, `${cover}<nav><h2>Contents</h2>${contents.join('')}</nav>${sections.join('\n')}${toolkits.length === 0 ? '' : `<h2>Toolkits</h2>${toolkits.join('\n')}`}`, language, `${styles.join('\n')}\n${frameStyle}`);
}

function sectionHtml(section: Section, content: Content): string {
  const chapter = content.chapters.find(({ id }) => id === section.chapterId);
  const body = renderToStaticMarkup(createElement(Markdown, { remarkPlugins: [remarkGfm], remarkRehypeOptions: { clobberPrefix: `${section.id}-` }, components: componentsFor(content), urlTransform: keepTarget }, section.body));
  return `<article class="column" id="${section.id}"><p class="chapter">${escapeHtml(chapter === undefined ? '' : `${chapter.number} ${chapter.title}`)}</p><h2 class="title">${escapeHtml(section.title)}</h2>
<div class="body"><p class="summary">${escapeHtml(section.summary)}</p><div class="text">${body}</div></div>
<footer class="foot"><details class="sources"><summary>Sources</summary><ul>${section.sources.map((source) => `<li>${escapeHtml(source)}</li>`).join('')}</ul></details></footer></article>`;
}

const place = /^(section|task|toolkit|template|term|case|figure):([a-z0-9-]{1,64})$/;
const keepTarget = (url: string): string => (place.test(url) || /^#[\w-]+$/.test(url) ? url : '');

/** As in the app: headings stand one lower than in the text, links lead to places of the edition only, and figures are drawn in place. */
function componentsFor(content: Content): Components {
  const figure = (id: string, alt: string): ReactNode => {
    const found = content.figures.find((one) => one.id === id);
    if (!found) return alt === '' ? null : createElement('p', null, alt);
    const drawing = createElement('div', { className: 'drawing', role: 'img', 'aria-label': `${found.title}. ${found.description}`, dangerouslySetInnerHTML: { __html: withFigureClasses(found.svg) } });
    return createElement('figure', { className: 'figure' }, drawing, createElement('figcaption', { className: 'caption' }, found.title));
  };
  return {
    a: ({ href, children }) => {
      const [, kind, id] = place.exec(href ?? '') ?? [];
      return kind === 'section' || href?.startsWith('#') ? createElement('a', { href: kind === undefined ? href : `#${id}` }, children) : createElement('span', { className: 'place', title: href }, children);
    },
    img: ({ src, alt }) => {
      const [, kind, id] = place.exec(typeof src === 'string' ? src : '') ?? [];
      return kind === 'figure' && id !== undefined ? figure(id, alt ?? '') : null;
    },
    h1: ({ children }) => createElement('h3', null, children),
    h2: ({ children }) => createElement('h3', null, children),
    h3: ({ children }) => createElement('h4', null, children),
    h4: ({ children }) => createElement('h5', null, children),
    p: ({ children, node }) => (node?.children.length === 1 && node.children[0]?.type === 'element' && node.children[0].tagName === 'img' ? createElement('div', null, children) : createElement('p', null, children)),
    table: ({ children }) => createElement('div', { className: 'table' }, createElement('table', null, children)),
  };
}

/** What could load or run in a drawing is not drawn by the app either. */
const withFigureClasses = (svg: string): string => svg.replaceAll(/<(script|style|foreignObject|image|use|a)\b[\s\S]*?(?:<\/\1>|\/>)/gi, '').replaceAll(/\son\w+="[^"]*"/gi, '');

function toolkitHtml(toolkit: Toolkit): string {
  const groups = toolkit.groups.map((group) => {
    const items = group.items.filter(({ retired }) => retired !== true).map((item) => {
      const options = (item.options ?? []).map(({ label }) => escapeHtml(label)).join(' · ');
      return `<div class="question">${escapeHtml(item.label)}${item.help === undefined ? '' : `<small>${escapeHtml(item.help)}</small>`}${options === '' ? '' : `<small>${options}</small>`}</div>`;
    });
    return `<h4>${escapeHtml(group.title)}</h4>${items.join('')}`;
  });
  return `<article class="column"><h3>${escapeHtml(toolkit.title)}</h3><p>${escapeHtml(toolkit.purpose)}</p>${toolkit.caution === undefined ? '' : `<p><strong>${escapeHtml(toolkit.caution)}</strong></p>`}${groups.join('')}</article>`;
}
