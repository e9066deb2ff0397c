import { describe, expect, it } from 'vitest';
import { contentFromItems, contentItems } from './contentBlobs.ts';
import { findBrokenLinks } from './brokenLinks.ts';
import { formatContentProblem } from './contentProblem.ts';
import { parseContent } from './parseContent.ts';
import { wholeEdition } from './wholeEdition.fixture.ts';

const cover = { edition: '2026.2', publishedOn: '2026-12-01' };
const said = (files: ReadonlyMap<string, string>, options = {}): string[] => parseContent(files, options).problems.map(formatContentProblem);
const edited = (path: string, edit: (text: string) => string): Map<string, string> => {
  const files = wholeEdition();
  files.set(path, edit(files.get(path) ?? ''));
  return files;
};

describe('a whole edition', () => {
  it('is parsed with numbers from chapter and file order', () => {
    const { content, problems } = parseContent(wholeEdition());
    expect(problems).toEqual([]);
    expect(content?.sections.map((section) => [section.number, section.id, section.chapterId])).toEqual([
      ['1.1', 'four-crimes', 'commitment'],
      ['1.2', 'three-pillars', 'commitment'],
      ['2.1', 'mandate', 'role'],
    ]);
    expect(content?.figures[0]?.svg).toMatch(/^<svg/);
    expect(content?.templates[0]?.body).toBe('To {{name}}');
    expect(content && findBrokenLinks(content, parseContent(wholeEdition()).places)).toEqual([]);
  });

  it('reads files with a byte-order mark and Windows line ends as the same content', () => {
    const files = new Map([...wholeEdition()].map(([path, text]) => [path, `\uFEFF${text.replace(/\n/g, '\r\n')}`]));
    expect(parseContent(files).content).toEqual(parseContent(wholeEdition()).content);
  });

  it('reports every problem and not only the first', () => {
    const files = edited('manual/01-commitment/01-four-crimes.md', (text) => text.replace('summary:', 'sumary:'));
    files.set('edition.yaml', (files.get('edition.yaml') ?? '').replace('2026.1', '26'));
    files.delete('glossary.yaml');
    expect(parseContent(files).problems.map((problem) => problem.file)).toEqual(['edition.yaml', 'glossary.yaml', 'manual/01-commitment/01-four-crimes.md', 'manual/01-commitment/01-four-crimes.md']);
  });

  const cases: [name: string, path: string, edit: (text: string) => string, expected: RegExp][] = [
    ['an unknown front-matter key', 'manual/01-commitment/01-four-crimes.md', (text) => text.replace('summary:', 'author: x\nsummary:'), /01-four-crimes\.md:4: "author" is not a known key\. Correct its spelling/],
    ['a missing source', 'manual/01-commitment/01-four-crimes.md', (text) => text.replace(/sources:\n {2}- .*\n/, ''), /01-four-crimes\.md:\d+: "sources" is missing/],
    ['an empty list of sources', 'manual/01-commitment/01-four-crimes.md', (text) => text.replace(/sources:\n {2}- .*\n/, 'sources: []\n'), /:5: "sources": name at least one source/],
    ['front matter without an end', 'manual/02-role/01-mandate.md', () => '---\nid: mandate\n', /01-mandate\.md:1: The front matter has no end/],
    ['an id that is not the file name', 'manual/02-role/01-mandate.md', (text) => text.replace('id: mandate', 'id: mandates'), /:2: The id "mandates" differs from the file name/],
    ['an id used twice', 'manual/02-role/01-mandate.md', (text) => text.replace('id: mandate', 'id: four-crimes'), /The section id "four-crimes" is used twice/],
    ['broken YAML', 'toolkits/mandate-check.yaml', (text) => `${text}\n  bad: [`, /mandate-check\.yaml:\d+: This is not valid YAML/],
    ['a key that is there twice', 'edition.yaml', (text) => `${text}title: Again\n`, /edition\.yaml:7: This is not valid YAML: Map keys must be unique/],
    ['YAML aliases', 'chapters.yaml', (text) => text.replace('title: The commitment', 'title: &t The commitment').replace('title: The role', 'title: *t'), /anchors and aliases/],
    ['a number where text is expected', 'timeline.yaml', (text) => text.replace("on: '2005'", 'on: 2005'), /timeline\.yaml:2: "on" is a number where text is expected\. Put the value in quotation marks/],
    ['a toolkit item id used twice', 'toolkits/mandate-check.yaml', (text) => text.replace('b1b1b1b1', 'a1a1a1a1'), /The item id "a1a1a1a1" is used already in toolkit "mandate-check"/],
    ['a second step with the same letter', 'programme.yaml', (text) => text.replace('id: b, text', 'id: a, text'), /programme\.yaml:\d+: The task "wk-01" has two steps with the id "a"/],
    ['a drawing with a script', 'figures/pillars.svg', () => '<svg viewBox="0 0 1 1">\n<script>1</script></svg>', /pillars\.svg:2: The drawing holds "<script"/],
    ['a drawing with a handler', 'figures/pillars.svg', () => '<svg viewBox="0 0 1 1"><g onload="x()"/></svg>', /The drawing holds "onload="/],
    ['a section outside the chapters', 'manual/09-other/01-x.md', () => '---\nid: x\n---\ntext', /The folder "09-other" is not a chapter/],
    ['a file of another kind', 'manual/01-commitment/picture.docx', () => 'x', /picture\.docx: This file has no place in an edition/],
    ['a file that is too long', 'manual/02-role/01-mandate.md', (text) => text + 'x'.repeat(400_001), /more than 400000/],
    ['a section that is too long', 'manual/02-role/01-mandate.md', (text) => `${text}${'word '.repeat(13_000)}`, /more than a section may have/],
  ];
  it.each(cases)('refuses %s', (_name, path, edit, expected) => {
    const files = edited(path, edit);
    expect(said(files).join('\n')).toMatch(expected);
    expect(parseContent(files).content).toBeUndefined();
  });
});

describe('broken links', () => {
  const broken = (path: string, edit: (text: string) => string): string[] => {
    const { content, places } = parseContent(edited(path, edit));
    return content ? findBrokenLinks(content, places).map(formatContentProblem) : ['not parsed'];
  };
  it('are found in bodies, with the line and a suggestion', () => {
    expect(broken('manual/01-commitment/02-three-pillars.md', (text) => `${text}\n\nSee [it](section:four-crime) and \`[code](section:none)\`.\n`)).toEqual([
      expect.stringMatching(/^manual\/01-commitment\/02-three-pillars\.md:\d+: There is no section with the id "four-crime"\. Perhaps "four-crimes" is meant/),
    ]);
  });
  it('are found in front matter, the programme and toolkits', () => {
    expect(broken('manual/02-role/01-mandate.md', (text) => text.replace('tasks: [wk-01]', 'tasks:\n  - wk-01\n  - wk-99')).join()).toMatch(/01-mandate\.md:9: There is no task with the id "wk-99"/);
    expect(broken('programme.yaml', (text) => text.replace('sections: [mandate]', 'sections: [nowhere]')).join()).toMatch(/programme\.yaml:\d+: There is no section with the id "nowhere"/);
    expect(broken('toolkits/mandate-check.yaml', (text) => text.replace('tasks: [wk-01]', 'tasks: [zz-01]')).join()).toMatch(/There is no task/);
  });
  it('include relative links and figures that are linked as text', () => {
    expect(broken('manual/02-role/01-mandate.md', (text) => `${text}\n[a](../x.md)\n[b](figure:pillars)\n[c](https://www.un.org/en)\n`)).toHaveLength(2);
  });
});

describe('a plain folder of Markdown', () => {
  const plain = new Map([
    ['03-first-hundred-days/01-first-week.md', '# Your first week\n\nMeet **the people** you will [need](section:second). Then rest.\n'],
    ['03-first-hundred-days/10-second.md', 'Only text here\n'],
    ['03-first-hundred-days/2-Été à Genève.md', '---\ntitle: Summer\n---\n\n## Heading\n\nText.\n'],
    ['01-what it means/البداية.md', 'نص قصير. جملة ثانية.\n'],
    ['README.md', 'Notes to editors'],
  ]);
  it('becomes an edition with derived chapters, ids, titles, summaries and sources', () => {
    const { content, problems, places } = parseContent(plain, { partial: true, cover });
    expect(problems).toEqual([]);
    expect(content?.chapters.map(({ number, title, id }) => [number, title, id])).toEqual([
      [1, 'What it means', 'what-it-means'],
      [2, 'First hundred days', 'first-hundred-days'],
    ]);
    expect(content?.sections.map(({ number, id, title, summary }) => [number, id, title, summary])).toEqual([
      ['1.1', expect.stringMatching(/^part-[0-9a-f]{8}$/), 'البداية', 'نص قصير. جملة ثانية.'],
      ['2.1', 'first-week', 'Your first week', 'Meet the people you will need.'],
      ['2.2', 'ete-a-geneve', 'Summer', 'Text.'],
      ['2.3', 'second', 'Second', 'Only text here'],
    ]);
    expect(content?.sections[1]?.body).not.toContain('# Your first week');
    expect(content?.sections[0]?.sources).toEqual(['Secretariat, edition 2026.2']);
    expect(content && findBrokenLinks(content, places)).toEqual([]);
    const items = content ? contentItems(content) : [];
    expect(content && contentFromItems({ cover: content.cover, chapters: content.chapters }, items).problems).toEqual([]);
  });
  it('keeps the toolkits and the programme of the edition that it replaces', () => {
    const base = parseContent(wholeEdition()).content;
    const { content } = parseContent(plain, { partial: true, cover, ...(base ? { base } : {}) });
    expect(content?.toolkits).toEqual(base?.toolkits);
    expect(content?.programme).toEqual(base?.programme);
    expect(content?.sections).toHaveLength(4);
  });
  it('is refused without a number for the edition, without Markdown, or with an unknown key', () => {
    expect(said(plain, { partial: true }).join()).toMatch(/The cover of the edition is missing/);
    expect(said(new Map(), { partial: true, cover }).join()).toMatch(/The folder holds no Markdown/);
    expect(said(new Map([['1-a.md', '---\nauthor: x\n---\ntext']]), { partial: true, cover }).join()).toMatch(/1-a\.md:2: "author" is not a known key/);
  });
  it('is refused when two files lead to the same id', () => {
    expect(said(new Map([['a/1-x.md', 'one'], ['b/1-x.md', 'two']]), { partial: true, cover }).join()).toMatch(/The section id "x" is used twice/);
  });
});

describe('items of an edition', () => {
  const { content } = parseContent(wholeEdition());
  if (!content) throw new Error('the fixture does not parse');
  const frame = { cover: content.cover, chapters: content.chapters };

  it('give back the content they were made from', () => {
    expect(contentFromItems(frame, contentItems(content).reverse())).toEqual({ content, problems: [] });
  });
  it('do not depend on the order of keys in the files', () => {
    const [section] = content.sections;
    const turned = Object.fromEntries(Object.entries(section ?? {}).reverse());
    expect(contentItems({ ...content, sections: [turned as never] })[0]?.text).toBe(contentItems(content)[0]?.text);
  });
  it('pass over an unknown kind and report an item that cannot be read', () => {
    const items = contentItems(content);
    const damaged = items.map((item) => (item.kind === 'toolkit' ? { ...item, text: '{"id":"mandate-check"}' } : item));
    const { content: rest, problems } = contentFromItems(frame, [...damaged, { kind: 'video', id: 'v', order: 0, text: 'x' }]);
    expect(problems).toEqual([expect.objectContaining({ file: 'toolkit/mandate-check' })]);
    expect(rest.sections).toHaveLength(3);
  });
});
