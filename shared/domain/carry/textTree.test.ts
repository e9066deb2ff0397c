import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enmlTree } from './enmlTree.ts';
import { readFrontMatter } from './frontMatter.ts';
import { readJoplinItem } from './joplinItem.ts';
import { readMarkdown } from './markdownTree.ts';
import { maskNames } from './maskNames.ts';
import { isLeaf, maxTextDepth, paragraph, tidyTree, treeWords, words, type TextNode, type TextPart } from './textTree.ts';
import { treeMarkdown } from './treeMarkdown.ts';

const depth = (parts: readonly TextPart[]): number => Math.max(0, ...parts.map((part) => (isLeaf(part) ? 0 : 1 + depth(part.content ?? []))));

describe('text trees', () => {
  it('are what the editor allows after tidying, and keep every word', () => {
    const { part } = fc.letrec<{ part: TextPart }>((tie) => ({
      part: fc.oneof(
        { depthSize: 'small' },
        fc.record({ text: fc.stringMatching(/^[a-z]{1,6}$/), marks: fc.array(fc.constantFrom('bold', 'italic', 'link', 'constructor'), { maxLength: 2 }) }),
        fc.record({ name: fc.constantFrom('paragraph', 'heading', 'bulletList', 'taskList', 'listItem', 'taskItem', 'blockquote', 'table', 'tableRow', 'tableCell', 'iframe', 'hasOwnProperty'), content: fc.array(tie('part'), { maxLength: 4 }) }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const tidy = tidyTree(parts);
        const letters = (list: readonly TextPart[]): string => treeWords(list).replaceAll(/\s/g, '');
        expect(letters(tidy)).toBe(letters(parts));
        const check = (node: TextNode, inside: string): void => {
          expect(['iframe', 'hasOwnProperty']).not.toContain(node.name);
          if (/List$/.test(inside)) expect(node.name).toBe(inside === 'taskList' ? 'taskItem' : 'listItem');
          if (inside === 'table') expect(node.name).toBe('tableRow');
          if (node.name === 'listItem' || node.name === 'taskItem') expect(node.content?.[0]).toMatchObject({ name: 'paragraph' });
          for (const child of node.content ?? []) {
            if (isLeaf(child)) expect(['paragraph', 'heading']).toContain(node.name);
            else check(child, node.name);
          }
        };
        for (const node of tidy) check(node, '');
        expect(tidyTree(tidy)).toEqual(tidy);
      }),
      { numRuns: 300 },
    );
  });

  it('do not grow without end in depth', () => {
    let nested: TextNode = paragraph(words('deep'));
    for (let at = 0; at < 2_000; at += 1) nested = { name: 'blockquote', content: [nested] };
    const tidy = tidyTree([nested]);
    expect(depth(tidy)).toBeLessThan(maxTextDepth + 4);
    expect(treeWords(tidy)).toBe('deep');
  });

  it('come back from Markdown as they went', () => {
    const tree: TextNode[] = tidyTree([
      { name: 'heading', attrs: { level: 2 }, content: [words('What was said')] },
      paragraph(words('Three '), words('houses', ['bold']), words(' and '), words('one', ['italic']), words(' *not* a # sign, 1. no list')),
      { name: 'bulletList', content: [{ name: 'listItem', content: [paragraph(words('first')), { name: 'orderedList', content: [{ name: 'listItem', content: [paragraph(words('inner'))] }] }] }, { name: 'listItem', content: [paragraph(words('second'))] }] },
      { name: 'taskList', content: [{ name: 'taskItem', attrs: { checked: true }, content: [paragraph(words('ask'))] }, { name: 'taskItem', attrs: { checked: false }, content: [paragraph(words('call'))] }] },
      { name: 'blockquote', content: [paragraph(words('- as he put it'))] },
      { name: 'horizontalRule' },
      { name: 'table', content: [{ name: 'tableRow', content: [{ name: 'tableHeader', content: [paragraph(words('Day'))] }, { name: 'tableHeader', content: [paragraph(words('Count'))] }] }, { name: 'tableRow', content: [{ name: 'tableCell', content: [paragraph(words('Mon|day'))] }, { name: 'tableCell', content: [paragraph(words('3'))] }] }] },
      paragraph(words('# not a heading')),
      paragraph(words('- not a list')),
      paragraph(words('قال الشاهد إن الجسر أُغلق')),
    ]);
    const back = readMarkdown(treeMarkdown(tree)).body;
    expect(treeWords(back)).toBe(treeWords(tree));
    expect(back.map(({ name }) => name)).toEqual(tree.map(({ name }) => name));
    expect(treeMarkdown(back)).toBe(treeMarkdown(tree));
  });
});

describe('what comes from elsewhere', () => {
  it('brings words and nothing that runs or reaches out', () => {
    const read = readMarkdown('# Title\n\nSee [site](https://a.example/x) and [bad](javascript:alert(1)) ![far](https://t.example/p.png) ![near](pics/a.png)\n\n<script>hit()</script>\n\n<div onclick="hit()">box <b>words</b></div>\n\n<style>p{}</style>');
    const text = treeWords(read.body);
    expect(read.heading).toBe('Title');
    expect(read.links).toEqual(['pics/a.png']);
    expect(read.remoteImages).toBe(1);
    expect(text).toContain('site (https://a.example/x)');
    expect(text).toContain('box words');
    for (const no of ['javascript:', 'hit()', '<', 'p{}']) expect(text).not.toContain(no);
    const enml = enmlTree('<!DOCTYPE en-note SYSTEM "x"><en-note><div>One&nbsp;<b>two</b><script>hit()</script></div><ul><li>a</li><li><div>b</div></li></ul><div><en-todo checked="true"/>done</div><img src="https://t.example/1"/><a href="javascript:x">link</a></en-note>');
    expect(treeWords(enml.body)).toBe('One\u00a0two\na\nb\n☑ done\nlink');
    expect(enml.body[1]?.name).toBe('bulletList');
    expect(enml.remoteImages).toBe(1);
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      readMarkdown(text);
      enmlTree(text);
      enmlTree(`<en-note>${text}</en-note>`);
      readFrontMatter(`---\n${text}\n---\n${text}`);
      readJoplinItem(`${text}\n\nid: ${text}\ntype_: 1`);
    }), { numRuns: 300 });
    expect(treeWords(readMarkdown('>'.repeat(3_000) + ' deep').body)).toContain('deep');
  });

  it('reads front matter of others and its own, and leaves what is none in the text', () => {
    expect(readFrontMatter('---\ntitle: A\ncreated: 2024-03-05T10:00:00Z\nupdated: 2024-04-01\ntags: [x, y]\nhandling: public\n---\nText')).toMatchObject({ title: 'A', createdAt: '2024-03-05T10:00:00.000Z', changedAt: '2024-04-01T00:00:00.000Z', tags: ['x', 'y'], text: 'Text', fields: {} });
    expect(readFrontMatter(`---\nid: ${'a'.repeat(32)}\nhandling: office\ncredibility: 2\nreliability: Z\n---\n`).fields).toEqual({ handling: 'office', credibility: '2' });
    expect(readFrontMatter('---\n: : [\n---\nText').text).toBe('---\n: : [\n---\nText');
    expect(readFrontMatter('---\na: &a [x]\nb: [*a,*a]\n---\nT').text).toContain('&a');
  });

  it('takes names of sources out as words of their own', () => {
    const mask = maskNames(['Heron', 'Al', ''], '[…]');
    expect(mask.change('HERON said; heronry stands. Heron, again')).toBe('[…] said; heronry stands. […], again');
    expect(mask.count()).toBe(2);
  });
});
