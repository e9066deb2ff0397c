import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatContentProblem } from '../../shared/content/contentProblem.ts';
import { checkContent, type ContentReport } from './checkContent.ts';
import { coverageFile, coverageRowsFile, readContentFolder } from './readContentFolder.ts';

const coverageRows = readFileSync(coverageRowsFile, 'utf8');
const whole = readContentFolder();

/** What the check says when one file of the real edition is changed. */
function problemsAfter(path: string, edit: (text: string) => string): string[] {
  const before = whole.get(path);
  if (before === undefined) throw new Error(`no file ${path}`);
  const after = edit(before);
  if (after === before) throw new Error(`the edit of ${path} changed nothing`);
  return checkContent(new Map([...whole, [path, after]]), coverageRows).problems.map(formatContentProblem);
}

const firstWeek = 'manual/03-first-hundred-days/01-first-week.md';
const addLine = (line: string) => (text: string) => text.replace('## What to do next', `${line}\n\n## What to do next`);

describe('the edition in the app', () => {
  let report: ContentReport;
  beforeAll(() => {
    report = checkContent(whole, coverageRows);
  });

  it('is in order', () => {
    expect(report.problems.map(formatContentProblem)).toEqual([]);
  });
  it('is as large as promised', () => {
    const content = report.content;
    expect(content?.sections.length).toBeGreaterThanOrEqual(45);
    expect(content?.glossary.length).toBeGreaterThanOrEqual(60);
    expect(content?.figures.length).toBeGreaterThanOrEqual(6);
    expect(content?.programme.tasks).toHaveLength(66);
    expect(content?.templates).toHaveLength(7);
    expect(content?.toolkits.map((toolkit) => toolkit.id).sort()).toEqual(
      ['framework-of-analysis', 'early-warning-tiers', 'hate-speech-signs', 'gender-lens', 'mandate-check', 'actor-map', 'policy-review', 'national-action-plan', 'alarm-thresholds', 'options-by-pillar', 'meeting-outcomes', 'scenarios-and-resilience', 'training-plan', 'exercise-first-signals', 'exercise-convening', 'exercise-minister', 'annual-calendar', 'handover-pack'].sort(),
    );
  });
  it('has the fourteen factors with all indicators, each with a judgement by a person', () => {
    const groups = report.content?.toolkits.find((toolkit) => toolkit.id === 'framework-of-analysis')?.groups.filter((group) => group.number !== undefined) ?? [];
    expect(groups.map((group) => group.number)).toEqual(Array.from({ length: 14 }, (_, index) => String(index + 1)));
    const indicators = groups.flatMap((group) => group.items.filter((item) => item.type === 'indicator'));
    expect(indicators).toHaveLength(143);
    expect(indicators.filter((item) => item.verified === true)).toHaveLength(39);
    expect(indicators.every((item) => item.verified !== undefined && item.number !== undefined)).toBe(true);
    for (const group of groups) {
      const judgement = group.items.filter((item) => item.type === 'judgement');
      expect(judgement.map((item) => item.options?.map((option) => option.label))).toEqual([['Not observed', 'Possible', 'Present', 'Strong', 'Acute']]);
    }
  });
  it('orders the measures of each pillar from persuasive to coercive, with force last of all', () => {
    const order = ['persuasive', 'middle', 'coercive', 'force'];
    const measures = report.content?.toolkits.find((toolkit) => toolkit.id === 'options-by-pillar')?.groups.flatMap((group) => group.items.filter((item) => item.type === 'measure')) ?? [];
    expect(measures.length).toBeGreaterThanOrEqual(24);
    for (const pillar of [1, 2, 3]) {
      const steps = measures.filter((item) => item.pillar === pillar).map((item) => order.indexOf(item.measure?.forcefulness ?? ''));
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
    expect(measures.filter((item) => item.measure?.forcefulness === 'force')).toEqual(measures.slice(-1));
  });
  it('has an answer for every row of the coverage table, and the table is up to date', () => {
    const served = report.coverage?.served;
    expect((served?.byContent ?? 0) + (served?.byScreen ?? 0) + (served?.notYet ?? 0)).toBe(163);
    expect(readFileSync(coverageFile, 'utf8')).toBe(report.coverage?.markdown);
  });
});

describe('a planted fault fails with file and line', () => {
  const faults: [name: string, path: string, edit: (text: string) => string, expected: RegExp][] = [
    ['broken link', firstWeek, addLine('See [this](section:no-such-thing).'), /^manual\/03-first-hundred-days\/01-first-week\.md:\d+: There is no section with the id "no-such-thing"/m],
    ['broken figure', firstWeek, addLine('![x](figure:none)'), /:\d+: There is no figure with the id "none"/m],
    ['relative link', firstWeek, addLine('See [this](02-first-month.md).'), /:\d+: The app cannot follow the link "02-first-month\.md"/m],
    ['unknown front-matter key', firstWeek, (text) => text.replace('summary:', 'author: me\nsummary:'), /^manual\/03-first-hundred-days\/01-first-week\.md:4: "author" is not a known key/m],
    ['missing source', firstWeek, (text) => text.replace(/sources:\n(?: {2}- .*\n)+/, 'sources: []\n'), /01-first-week\.md:5: "sources": name at least one source/m],
    ['duplicate id', 'toolkits/mandate-check.yaml', (text) => text.replace(/id: [a-z0-9]{8}\n( +)title: Continuity/, `id: ${/- id: ([a-z0-9]{8})/.exec(text)?.[1] ?? ''}\n$1title: Continuity`), /^toolkits\/mandate-check\.yaml:\d+: The item id "[a-z0-9]{8}" is used already in toolkit "mandate-check"/m],
    ['unknown item type', 'toolkits/mandate-check.yaml', (text) => text.replace('type: check', 'type: slider'), /mandate-check\.yaml:\d+: .*the type "slider" is not known/m],
    ['condition on a later question', 'toolkits/mandate-check.yaml', (text) => text.replace(/showWhen: \{ item: [a-z0-9]{8}/, 'showWhen: { item: zzzzzzz9'), /mandate-check\.yaml:\d+: .*names no earlier question/m],
    ['sentence out of a source', firstWeek, addLine('This person should be poised to raise the alarm on atrocity threats and to call for help.'), /01-first-week\.md:\d+: "this person should be poised to raise the" stands so in a source/m],
    ['name of a living person', firstWeek, addLine('Ask Ms Dubois about it.'), /01-first-week\.md:\d+: "Ms Dubois" names a person/m],
    ['misspelt word', firstWeek, addLine('You recieve a letter.'), /01-first-week\.md:\d+: "recieve" is not in the dictionary\. Perhaps receive/m],
    ['American ending', firstWeek, addLine('You organize a meeting.'), /01-first-week\.md:\d+: The word has an American ending: "organize"/m],
    ['claim about the official Manual', firstWeek, addLine('The Manual says that you write a mandate.'), /01-first-week\.md:\d+: The sentence speaks for the official Manual/m],
    ['score', firstWeek, addLine('Add the ticks into a risk score.'), /01-first-week\.md:\d+: The sentence speaks of a score/m],
    ['ranking', firstWeek, addLine('Rank the countries by danger.'), /01-first-week\.md:\d+: The sentence ranks countries/m],
    ['section without next steps', firstWeek, (text) => text.replace('## What to do next', '## And then'), /01-first-week\.md:\d+: The section does not end with what to do next/m],
    ['section that is too short', firstWeek, (text) => `${text.split('---\n').slice(0, 2).join('---\n')}---\nShort.\n\n## What to do next\n`, /01-first-week\.md:\d+: The section has \d+ words/m],
    ['raw HTML', firstWeek, addLine('A <b>bold</b> word.'), /01-first-week\.md:\d+: The text holds raw HTML/m],
    ['footnote without a text', firstWeek, addLine('A fact.[^99]'), /01-first-week\.md:\d+: The footnote "99" is not there/m],
    ['circle of tasks', 'programme.yaml', (text) => text.replace(/(- id: wk-01[\s\S]*?dependsOn: )\[\]/, '$1[mo-15]'), /programme\.yaml:\d+: The tasks "(?:wk-01|mo-15)" and "(?:wk-01|mo-15)" wait for each other/m],
    ['general task behind a conditional one', 'programme.yaml', (text) => text.replace(/(- id: yr-14[\s\S]*?dependsOn: )\[hd-06\]/, '$1[hd-07]'), /programme\.yaml:\d+: The task "yr-14" waits for "hd-07", which does not apply to everyone/m],
    ['placeholder that is not declared', 'templates/alarm-note.md', (text) => `${text}\n{{nobody}}\n`, /templates\/alarm-note\.md:\d+: The placeholder "nobody" is not declared/m],
  ];
  it.each(faults)('%s', (_name, path, edit, expected) => {
    expect(problemsAfter(path, edit).join('\n')).toMatch(expected);
  });

  it('a row of the coverage table that nothing serves', () => {
    const without = new Map([...whole].map(([path, text]) => [path, text.replace(/^covers: .*$/m, 'covers: []').replace(/^( +)covers: \[.*$/gm, '$1covers: []')]));
    const report = checkContent(without, coverageRows.replaceAll('built: true', 'built: false'));
    expect(report.problems.map(formatContentProblem).join('\n')).toMatch(/coverage-rows\.yaml:\d+: Nothing serves row 4 /);
    expect(report.coverage?.markdown).toMatch(/screen Network \(not yet built\)/);
  });
  it('an orphan', () => {
    const files = new Map(whole);
    files.set('cases.yaml', `${files.get('cases.yaml') ?? ''}\n- id: nowhere\n  title: Nowhere\n  period: "1999"\n  happened: Nothing.\n  doneEarly: Nothing.\n  disputed: Nothing.\n  lesson: Nothing.\n  sections: [first-week]\n  sources: [Test]\n`);
    expect(checkContent(files, coverageRows).problems.map(formatContentProblem).join('\n')).toMatch(/cases\.yaml:\d+: Nothing leads to the case "nowhere"/);
  });
});

describe('what must pass', () => {
  it('a marked quotation of a source, a denial, and names of documents', () => {
    const problems = problemsAfter(
      firstWeek,
      addLine('> This person should be poised to raise the alarm on atrocity threats\n\nNothing here is ever a score. See the Global Network of R2P Focal Points.'),
    );
    expect(problems).toEqual([]);
  });
});
