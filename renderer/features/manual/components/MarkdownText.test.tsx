import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'react-intl';
import { describe, expect, test, vi } from 'vitest';
import { messages } from '../../../../shared/messages/en.ts';

// The router and the edition's tables need a window; what a body becomes does not depend on them.
vi.mock('@tanstack/react-router', () => ({
  Link: ({ to, params, search, children }: { to: string; params?: object; search?: object; children?: ReactNode }) => createElement('a', { 'data-to': to, 'data-params': JSON.stringify(params ?? search) }, children),
}));
vi.mock('../../../platform/bridge.ts', () => ({ bridge: {} }));
vi.mock('../../../data/publishedReads.ts', () => ({ useGlossary: () => [], useManifest: () => null, useFigure: () => null, useEditionToRead: () => null }));

const { MarkdownText } = await import('./MarkdownText.tsx');
const { markWords } = await import('../markWords.ts');

const shown = (body: string, steps?: Parameters<typeof MarkdownText>[0]['steps']): string =>
  renderToStaticMarkup(
    <IntlProvider locale="en-GB" messages={messages}>
      <MarkdownText body={body} id="here" steps={steps} />
    </IntlProvider>,
  );

describe('a hostile body', () => {
  test.each([
    ['a script', 'Before <script>alert(1)</script> after', /<script/i],
    ['a block of markup', '<div onclick="alert(1)"><b>press</b></div>\n\ntext', /<div onclick|<b>/i],
    ['an image with a handler', '<img src=x onerror=alert(1)> text', /<img/i],
    ['a frame', '<iframe src="https://example.org"></iframe>\n\ntext', /<iframe/i],
    ['a drawing', '<svg onload=alert(1)></svg> text', /<svg/i],
    ['a form', '<form action="https://example.org"><input></form>\n\ntext', /<form|<input/i],
    ['a style', '<style>body{display:none}</style>\n\ntext', /<style/i],
    ['a comment', 'a <!-- hidden --> b', /<!--/],
  ])('%s is not drawn', (_, body, forbidden) => {
    expect(shown(body)).not.toMatch(forbidden);
  });

  test.each([
    '[words](javascript:alert(1))', '[words](JavaScript:alert(1))', '[words](java&#115;cript:alert(1))', '[words](<javascript:alert(1)>)', '[words](data:text/html;base64,PHNjcmlwdD4=)',
    '[words](https://example.org)', '[words](http://example.org "title")', '[words](//example.org)', '[words](file:///etc/passwd)', '[words](/settings)', '[words](#/settings)', '[words](vbscript:x)',
    '[words][1]\n\n[1]: https://example.org',
  ])('%s keeps its words and loses its target', (body) => {
    const html = shown(body);
    expect(html).toContain('<span>words</span>');
    expect(html).not.toMatch(/<a\b|href|example\.org|script:/i);
  });

  test.each(['https://example.org/x', 'www.example.org', 'someone@example.org', '<https://example.org>', '<mailto:someone@example.org>'])('%s in the text is not a link', (body) => {
    const html = shown(`See ${body} there.`);
    expect(html).not.toMatch(/<a\b|href/);
    expect(html).toContain('example.org');
  });

  test.each(['![x](https://example.org/x.png)', '![x](data:image/png;base64,AAAA)', '![x](section:alarm-route)', '![x](javascript:alert(1))'])('%s loads nothing', (body) => {
    expect(shown(`${body}\n\ntext`)).not.toMatch(/<img|src=|example\.org/);
  });

  test('a heading cannot take the anchor of something else', () => {
    expect(shown('## content\n\n## Content')).toMatch(/id="h-content"[\s\S]*id="h-content-2"/);
  });

  test('marks do not open a way in', () => {
    const html = shown('Say <b>alarm</b> and alarm', [markWords(['alarm', '<b>'])]);
    expect(html).toContain('<mark>alarm</mark>');
    expect(html).not.toContain('<b>');
  });
});

describe('a good body', () => {
  test('links lead to their places in the app', () => {
    const html = shown('[a](section:alarm-route) [b](task:yr-12) [c](toolkit:gender-lens) [d](case:syria) [e](template:alarm-note)');
    for (const place of ['"/manual/$sectionId" data-params="{&quot;sectionId&quot;:&quot;alarm-route&quot;}"', '"/onboarding" data-params="{&quot;task&quot;:&quot;yr-12&quot;}"', '"/toolkits/$toolkitId" data-params="{&quot;toolkitId&quot;:&quot;gender-lens&quot;}"']) expect(html).toContain(place);
    expect(html).toContain('{&quot;part&quot;:&quot;cases&quot;,&quot;entryId&quot;:&quot;syria&quot;}');
    expect(html).toContain('{&quot;part&quot;:&quot;templates&quot;,&quot;entryId&quot;:&quot;alarm-note&quot;}');
  });

  test('a footnote and its way back find each other, under names of their own section', () => {
    const html = shown('Sixty-one.[^1]\n\n[^1]: Summary of 2019.');
    expect(html).toMatch(/<a id="here-fnref-1"[^>]*href="#here-fn-1"/);
    expect(html).toMatch(/<li id="here-fn-1">/);
    expect(html).toMatch(/aria-label="Back to the text of note 1"[^>]*href="#here-fnref-1"/);
    expect(html).toContain('>Notes</h3>');
  });

  test('a table has a name and no empty heads', () => {
    const html = shown('| Step | |\n|---|---|\n| Sent | now |');
    expect(html).toContain('aria-label="Table: Step"');
    expect(html).toContain('<th scope="col">Step</th><td></td>');
  });
});
