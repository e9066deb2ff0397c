import { itemTypes, type Content, type ToolkitItem } from '../../shared/content/content.schema.ts';
import { linksIn } from '../../shared/content/contentLinks.ts';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import type { YamlPath } from '../../shared/content/locatedYaml.ts';
import { placeKey, type ContentPlaces } from '../../shared/content/places.ts';

/** What the schemas cannot say: orphans, the shape of bodies, toolkit items by type, dependencies of tasks. */
export function checkStructure(content: Content, places: ContentPlaces): ContentProblem[] {
  return [...checkOrphans(content, places), ...checkBodies(content, places), ...checkToolkits(content, places), ...checkTasks(content, places), ...checkTemplates(content, places)];
}

/**
 * A relation may be stated on either side, and readers see it from both; so nothing must be written twice. What no other piece mentions at
 * all cannot be reached from the work that needs it, and is an orphan.
 */
function checkOrphans(content: Content, places: ContentPlaces): ContentProblem[] {
  const linked = new Set<string>();
  const note = (kind: string, ids: readonly string[]): void => {
    for (const id of ids) linked.add(placeKey(kind, id));
  };
  for (const section of content.sections) {
    note('task', section.tasks);
    note('toolkit', section.toolkits);
    note('template', section.templates);
    if (section.tasks.length + section.toolkits.length > 0) linked.add(placeKey('section', section.id));
  }
  const bodies = [...content.sections.map((section) => ['section', section] as const), ...content.templates.map((template) => ['template', template] as const)];
  for (const [kind, piece] of bodies) {
    for (const link of linksIn(piece.body)) {
      const key = link.reference && placeKey(link.reference.scheme, link.reference.id);
      if (key !== undefined && key !== placeKey(kind, piece.id)) linked.add(key);
    }
  }
  for (const task of content.programme.tasks) {
    note('section', task.sections);
    note('toolkit', task.toolkits);
    note('template', task.templates);
  }
  for (const toolkit of content.toolkits) note('section', toolkit.sections);
  const problems: ContentProblem[] = [];
  const pieces: [string, readonly { id: string }[]][] = [
    ['section', content.sections],
    ['toolkit', content.toolkits],
    ['template', content.templates],
    ['figure', content.figures],
    ['case', content.cases],
  ];
  for (const [kind, entries] of pieces) {
    for (const { id } of entries) {
      if (!linked.has(placeKey(kind, id))) problems.push(at(places, kind, id, ['id'], `Nothing leads to the ${kind} "${id}"`, 'Link it from a section, or name it in a task'));
    }
  }
  return problems;
}

function checkBodies(content: Content, places: ContentPlaces): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const bodies = [...content.sections.map((section) => ['section', section] as const), ...content.templates.map((template) => ['template', template] as const)];
  for (const [kind, piece] of bodies) {
    const place = places.get(placeKey(kind, piece.id));
    const report = (index: number, message: string, advice: string): void => {
      problems.push({ file: place?.file ?? '', line: (place?.bodyLine ?? 1) + index, message, advice });
    };
    const lines = piece.body.split('\n');
    const notes = new Set(lines.flatMap((line) => /^ {0,3}\[\^([^\]]+)\]:/.exec(line)?.[1] ?? []));
    const usedNotes = new Set<string>();
    let level = 1;
    for (const [index, line] of lines.entries()) {
      const heading = /^(#{1,6})\s/.exec(line);
      const depth = heading?.[1]?.length ?? 0;
      if (depth === 1 && kind === 'section') report(index, 'A heading of the first level stands in the text', 'Begin headings with ##; the title is in the front matter');
      if (depth > 3) report(index, 'The heading is deeper than the third level', 'Use ## or ###');
      if (depth > level + 1 && depth > 2) report(index, 'The heading skips a level', 'Put a heading of the level between before it');
      if (depth > 0) level = depth;
      if (/<\/?[a-z][a-z0-9-]*(\s[^>]*)?>|<!--/i.test(line.replace(/`[^`]*`/g, '').replace(/<https:[^>]*>/g, ''))) report(index, 'The text holds raw HTML', 'Use Markdown only');
      for (const match of line.replace(/^ {0,3}\[\^[^\]]+\]:/, '').matchAll(/\[\^([^\]]+)\]/g)) {
        const note = match[1] ?? '';
        usedNotes.add(note);
        if (!notes.has(note)) report(index, `The footnote "${note}" is not there`, `Add a line that begins with [^${note}]: or remove the mark`);
      }
    }
    for (const note of notes) {
      if (!usedNotes.has(note)) report(lines.findIndex((line) => line.includes(`[^${note}]:`)), `Nothing refers to the footnote "${note}"`, 'Put its mark into the text or remove it');
    }
    if (kind === 'section' && !lines.some((line) => /^## What to do next\s*$/.test(line))) report(lines.length - 1, 'The section does not end with what to do next', 'Add the heading "## What to do next" and a list of links');
  }
  return problems;
}

function checkToolkits(content: Content, places: ContentPlaces): ContentProblem[] {
  const problems: ContentProblem[] = [];
  for (const toolkit of content.toolkits) {
    const earlier = new Map<string, ToolkitItem>();
    for (const [groupIndex, group] of toolkit.groups.entries()) {
      for (const [itemIndex, item] of group.items.entries()) {
        const path = ['groups', groupIndex, 'items', itemIndex];
        const report = (key: string, message: string, advice: string): void => {
          problems.push(at(places, 'toolkit', toolkit.id, [...path, key], `"${item.label}": ${message}`, advice));
        };
        if (!itemTypes.some((type) => type === item.type)) report('type', `the type "${item.type}" is not known`, `Use one of ${itemTypes.join(', ')}`);
        if (['choice', 'multi', 'judgement'].includes(item.type) && (item.options?.length ?? 0) < 2) report('type', 'a choice needs two options or more', 'Add options with ids');
        if (item.type === 'entries' && (item.columns?.length ?? 0) === 0) report('type', 'a table needs columns', 'Add columns with ids');
        if ((item.type === 'measure') !== (item.measure !== undefined) || (item.type === 'measure' && item.pillar === undefined)) report('type', 'a measure needs its pillar and its details', 'Add pillar and measure, or use another type');
        for (const column of item.columns ?? []) if (column.type === 'choice' && (column.options?.length ?? 0) < 2) report('columns', `the column "${column.label}" needs two options or more`, 'Add options with ids');
        if (item.number !== undefined && group.number !== undefined && !item.number.startsWith(`${group.number}.`)) report('number', `the number ${item.number} does not belong to group ${group.number}`, 'Correct the number');
        if (item.showWhen) {
          const asked = earlier.get(item.showWhen.item);
          if (!asked) report('showWhen', 'the condition names no earlier question of this toolkit', 'Correct the item id');
          else if (item.showWhen.in.some((id) => !asked.options?.some((option) => option.id === id))) report('showWhen', 'the condition names an option that its question does not have', 'Correct the option ids');
        }
        earlier.set(item.id, item);
      }
    }
  }
  return problems;
}

function checkTasks(content: Content, places: ContentPlaces): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const tasks = new Map(content.programme.tasks.map((task) => [task.id, task]));
  for (const task of content.programme.tasks) {
    for (const [index, id] of task.dependsOn.entries()) {
      const other = tasks.get(id);
      if (!other) continue;
      const report = (message: string, advice: string): void => {
        problems.push(at(places, 'task', task.id, ['dependsOn', index], message, advice));
      };
      if (leadsTo(id, task.id, tasks, new Set())) report(`The tasks "${task.id}" and "${id}" wait for each other`, 'Remove one of the two dependencies');
      const covered = Object.entries(other.appliesWhen ?? {}).every(([key, values]) => {
        const own = (task.appliesWhen as Record<string, unknown> | null)?.[key];
        return Array.isArray(own) && own.every((value) => (values as unknown[]).includes(value));
      });
      if (!covered) report(`The task "${task.id}" waits for "${id}", which does not apply to everyone it applies to`, 'Depend on a task that applies as widely');
      if (task.dueDaysAfterAppointment !== null && other.dueDaysAfterAppointment !== null && other.dueDaysAfterAppointment > task.dueDaysAfterAppointment) report(`The task "${task.id}" is due before "${id}", for which it waits`, 'Move one of the two dates');
    }
  }
  return problems;
}

function leadsTo(from: string, target: string, tasks: ReadonlyMap<string, { dependsOn: readonly string[] }>, seen: Set<string>): boolean {
  if (from === target) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (tasks.get(from)?.dependsOn ?? []).some((next) => leadsTo(next, target, tasks, seen));
}

function checkTemplates(content: Content, places: ContentPlaces): ContentProblem[] {
  return content.templates.flatMap((template) => {
    const place = places.get(placeKey('template', template.id));
    const declared = new Set(template.placeholders.map((placeholder) => placeholder.name));
    const used = new Set<string>();
    const problems: ContentProblem[] = [];
    for (const [index, line] of template.body.split('\n').entries()) {
      for (const match of line.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)) {
        const name = match[1] ?? '';
        used.add(name);
        if (!declared.has(name)) problems.push({ file: place?.file ?? '', line: (place?.bodyLine ?? 1) + index, message: `The placeholder "${name}" is not declared`, advice: 'Add it to placeholders in the front matter, with a label' });
      }
    }
    template.placeholders.forEach((placeholder, index) => {
      if (!used.has(placeholder.name)) problems.push(at(places, 'template', template.id, ['placeholders', index], `The placeholder "${placeholder.name}" is not used`, 'Use it in the text or remove it'));
    });
    return problems;
  });
}

function at(places: ContentPlaces, kind: string, id: string, path: YamlPath, message: string, advice: string): ContentProblem {
  const place = places.get(placeKey(kind, id));
  return { file: place?.file ?? '', line: place?.lineOf(path) ?? 0, message, advice };
}
