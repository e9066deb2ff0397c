import * as v from 'valibot';
import type { Content } from '../../shared/content/content.schema.ts';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import { parseLocated, readYaml } from '../../shared/content/locatedYaml.ts';

const rowSchema = v.strictObject({
  row: v.pipe(v.number(), v.integer()),
  /** Year of the founding document that names it. */
  from: v.picklist([2012, 2019]),
  what: v.string(),
  kind: v.string(),
  feature: v.string(),
  screens: v.optional(v.array(v.string()), []),
});
const coverageRowsSchema = v.strictObject({
  screens: v.record(v.string(), v.strictObject({ title: v.string(), built: v.boolean() })),
  rows: v.array(rowSchema),
});

export const rowCount = 163;
const rowsFile = 'build/content/coverage-rows.yaml';

export interface Coverage {
  problems: ContentProblem[];
  markdown: string;
  /**
   * How many rows are served by content, by a built screen alone, and only by a screen that is not built; and how many of all rows
   * name a screen that is not yet built.
   */
  served: { byContent: number; byScreen: number; notYet: number; waiting: number };
}

/** What serves each row: read from `covers` of content, and from the list of screens. A row that nothing serves is a problem. */
export function coverageOf(content: Content, rowsText: string): Coverage {
  const { yaml, problems } = readYaml(rowsFile, rowsText);
  const none = { byContent: 0, byScreen: 0, notYet: 0, waiting: 0 };
  if (!yaml) return { problems, markdown: '', served: none };
  const parsed = parseLocated(rowsFile, coverageRowsSchema, yaml);
  problems.push(...parsed.problems);
  if (!parsed.output) return { problems, markdown: '', served: none };
  const { screens, rows } = parsed.output;
  const serving = contentByRow(content);
  const served = { ...none };
  const lines: string[] = [];
  for (const [index, row] of rows.entries()) {
    const line = yaml.lineOf(['rows', index]);
    if (row.row !== index + 1) problems.push({ file: rowsFile, line, message: `Row ${row.row} stands in place ${index + 1}`, advice: `Keep the rows 1 to ${rowCount} in order` });
    for (const id of row.screens) if (!screens[id]) problems.push({ file: rowsFile, line, message: `There is no screen "${id}"`, advice: 'Add it under screens, or correct it' });
    const known = row.screens.flatMap((id) => screens[id] ?? []);
    const pieces = serving.get(row.row) ?? [];
    if (pieces.length > 0) served.byContent += 1;
    else if (known.some((screen) => screen.built)) served.byScreen += 1;
    else if (known.length > 0) served.notYet += 1;
    else problems.push({ file: rowsFile, line, message: `Nothing serves row ${row.row} (${row.what})`, advice: `Put ${row.row} into covers of the section, toolkit, task or template that serves it, or name a screen` });
    if (known.some((screen) => !screen.built)) served.waiting += 1;
    const answers = [...pieces, ...known.map((screen) => `screen ${screen.title}${screen.built ? '' : ' (not yet built)'}`)];
    lines.push(`| ${row.row} | ${row.from} | ${cell(row.what)} | ${row.kind} | ${cell(row.feature)} | ${answers.map(cell).join('<br>')} |`);
  }
  if (rows.length !== rowCount) problems.push({ file: rowsFile, line: 1, message: `There are ${rows.length} rows`, advice: `Keep all ${rowCount}` });
  return { problems, markdown: document(lines, served), served };
}

function contentByRow(content: Content): Map<number, string[]> {
  const serving = new Map<number, string[]>();
  const add = (covers: readonly number[], name: string): void => {
    for (const row of covers) serving.set(row, [...(serving.get(row) ?? []), name]);
  };
  for (const section of content.sections) add(section.covers, `section ${section.number} ${section.title}`);
  for (const toolkit of content.toolkits) add(toolkit.covers, `toolkit ${toolkit.title}`);
  for (const task of content.programme.tasks) add(task.covers, `task ${task.id} ${task.title}`);
  for (const template of content.templates) add(template.covers, `template ${template.title}`);
  for (const entry of content.timeline) add(entry.covers, `timeline ${entry.on} ${entry.title}`);
  for (const entry of content.cases) add(entry.covers, `case ${entry.title}`);
  return serving;
}

function document(lines: readonly string[], served: Coverage['served']): string {
  return `# Coverage

Everything that the two founding documents of the Network name, and what serves it here: the recommendations on national focal points of 2012
and the summary of the ninth annual meeting of 2019. Sections, toolkits, tasks, templates, timeline and cases state the rows they serve in
\`covers\`; screens are listed in \`build/content/coverage-rows.yaml\`, with whether they are built.

Made by \`npm run content -- --write\`; do not edit. Of ${lines.length} rows, ${served.byContent} are served by content, ${served.byScreen} by a screen alone and ${served.notYet} only by a screen
that is not yet built. ${served.waiting} rows name a screen that is not yet built; until then they have their text, toolkit or task.

| Row | From | What | Kind | As | Served by |
|---|---|---|---|---|---|
${lines.join('\n')}
`;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}
