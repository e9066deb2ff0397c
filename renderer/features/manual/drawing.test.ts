import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DrawingNode, drawingOf } from './drawing.ts';

const figures = path.resolve(import.meta.dirname, '../../../assets/content/en/figures');
const count = (node: DrawingNode | string): number => (typeof node === 'string' ? 0 : 1 + node.children.reduce((sum, child) => sum + count(child), 0));
const wordsOf = (node: DrawingNode | string): string => (typeof node === 'string' ? node : node.children.map(wordsOf).join(''));

describe('our own drawings', () => {
  const files = readdirSync(figures).filter((file) => file.endsWith('.svg'));
  test('there are six', () => expect(files).toHaveLength(6));
  test.each(files)('%s is read whole', (file) => {
    const source = readFileSync(path.join(figures, file), 'utf8');
    const drawing = drawingOf(source.trim());
    expect(drawing?.attributes['viewBox']).toMatch(/^0 0 \d+ \d+$/);
    expect(count(drawing!)).toBe(source.match(/<[a-z]/g)?.length);
  });
});

describe('a drawing from outside', () => {
  test('keeps shapes, words and the classes of the theme', () => {
    expect(drawingOf('<svg viewBox="0 0 9 9"><text class="fig-ink other" x=\'1\'>Aid &amp; trade &#8220;now&#x201d;</text></svg>')).toEqual({
      tag: 'svg', attributes: { viewBox: '0 0 9 9' }, classes: [],
      children: [{ tag: 'text', attributes: { x: '1' }, classes: ['fig-ink'], children: ['Aid & trade “now”'] }],
    });
  });
  test.each([
    ['a script', '<svg><script>alert(1)</script><rect/></svg>'],
    ['a handler', '<svg onload="alert(1)"><rect onclick="alert(1)"/></svg>'],
    ['a link', '<svg><a href="javascript:alert(1)"><text>press</text></a><rect/></svg>'],
    ['an image', '<svg><image href="https://example.org/x.png"/><rect/></svg>'],
    ['a use of another file', '<svg><use href="https://example.org/x.svg#a"/><rect/></svg>'],
    ['a foreign object', '<svg><foreignObject><div>hello</div></foreignObject><rect/></svg>'],
    ['a style', '<svg><style>rect{fill:url(https://example.org)}</style><rect style="fill:red"/></svg>'],
    ['a fill by address', '<svg><rect fill="url(https://example.org/#a)"/></svg>'],
    ['an animation', '<svg><animate attributeName="href" to="javascript:alert(1)"/><rect/></svg>'],
  ])('%s is left out and the rest stays', (_, source) => {
    const drawing = drawingOf(source);
    expect(drawing?.children).toEqual([{ tag: 'rect', attributes: {}, classes: [], children: [] }]);
    expect(drawing?.attributes).toEqual({});
    expect(wordsOf(drawing!)).toBe('');
  });
  test.each(['', 'no markup', '<svg>', '<svg></g></svg>', '<svg/><svg/>', '<rect/>', '<svg><rect x=1/></svg>', '<!DOCTYPE svg><svg/>', '<?xml version="1.0"?><svg/>', '<svg><![CDATA[x]]></svg>', '<svg>a < b</svg>', `${'<g>'.repeat(60)}`])('%s is refused', (source) => {
    expect(drawingOf(source)).toBeNull();
  });
  test('a large broken source is refused quickly', () => {
    const started = performance.now();
    expect(drawingOf(`<svg ${'a="b" '.repeat(9_000)}`)).toBeNull();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
