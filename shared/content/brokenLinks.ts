import type { Content } from './content.schema.ts';
import { linkSchemes, linksIn, type LinkScheme } from './contentLinks.ts';
import type { ContentProblem } from './contentProblem.ts';
import type { YamlPath } from './locatedYaml.ts';
import { placeKey, type ContentPlaces } from './places.ts';

/** Every reference from one piece of content to another that leads nowhere, in bodies and in fields. */
export function findBrokenLinks(content: Content, places: ContentPlaces): ContentProblem[] {
  const known = idsByScheme(content);
  const problems: ContentProblem[] = [];

  const checkField = (kind: string, ownId: string, scheme: LinkScheme, targets: readonly string[], path: YamlPath, itemwise = true): void => {
    const place = places.get(placeKey(kind, ownId));
    for (const [index, target] of targets.entries()) {
      if (known[scheme].has(target)) continue;
      problems.push({ file: place?.file ?? '', line: place?.lineOf(itemwise ? [...path, index] : path) ?? 0, ...wording(scheme, target, known[scheme]) });
    }
  };

  const checkBody = (kind: string, ownId: string, body: string): void => {
    const place = places.get(placeKey(kind, ownId));
    for (const link of linksIn(body)) {
      const line = (place?.bodyLine ?? 1) + link.line - 1;
      const file = place?.file ?? '';
      if (link.reference === undefined) {
        if (/^https:\/\/[^\s/]+\.[^\s/]+/.test(link.target) && !link.image) continue;
        problems.push({ file, line, message: `The app cannot follow the link "${link.target}"`, advice: `Use ${linkSchemes.join(':, ')}: with an id, or an address that begins with https://` });
      } else if (!known[link.reference.scheme].has(link.reference.id)) {
        problems.push({ file, line, ...wording(link.reference.scheme, link.reference.id, known[link.reference.scheme]) });
      } else if (link.image !== (link.reference.scheme === 'figure')) {
        problems.push({ file, line, message: `"${link.target}" is linked in the wrong way`, advice: 'Write figures as ![alt](figure:id) and everything else as [text](kind:id)' });
      }
    }
  };

  for (const section of content.sections) {
    checkField('section', section.id, 'task', section.tasks, ['tasks']);
    checkField('section', section.id, 'toolkit', section.toolkits, ['toolkits']);
    checkField('section', section.id, 'template', section.templates, ['templates']);
    checkBody('section', section.id, section.body);
  }
  for (const task of content.programme.tasks) {
    checkField('task', task.id, 'task', task.dependsOn, ['dependsOn']);
    checkField('task', task.id, 'section', task.sections, ['sections']);
    checkField('task', task.id, 'toolkit', task.toolkits, ['toolkits']);
    checkField('task', task.id, 'template', task.templates, ['templates']);
  }
  for (const toolkit of content.toolkits) {
    checkField('toolkit', toolkit.id, 'section', toolkit.sections, ['sections']);
    checkField('toolkit', toolkit.id, 'task', toolkit.tasks, ['tasks']);
  }
  for (const template of content.templates) {
    checkField('template', template.id, 'section', template.sections, ['sections']);
    checkBody('template', template.id, template.body);
  }
  for (const entry of content.glossary) if (entry.section !== undefined) checkField('term', entry.id, 'section', [entry.section], ['section'], false);
  for (const entry of content.cases) checkField('case', entry.id, 'section', entry.sections, ['sections']);
  return problems;
}

function idsByScheme(content: Content): Record<LinkScheme, ReadonlySet<string>> {
  const idsOf = (entries: readonly { id: string }[]): ReadonlySet<string> => new Set(entries.map((entry) => entry.id));
  return {
    section: idsOf(content.sections),
    task: idsOf(content.programme.tasks),
    toolkit: idsOf(content.toolkits),
    template: idsOf(content.templates),
    term: idsOf(content.glossary),
    case: idsOf(content.cases),
    figure: idsOf(content.figures),
  };
}

function wording(scheme: LinkScheme, id: string, known: ReadonlySet<string>): { message: string; advice: string } {
  const near = nearest(id, known);
  return { message: `There is no ${scheme} with the id "${id}"`, advice: near === undefined ? 'Correct the id or remove the link' : `Perhaps "${near}" is meant; correct the id or remove the link` };
}

/** The known id that differs least, if it differs by few letters or shares its beginning. */
function nearest(id: string, known: ReadonlySet<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(id.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(id, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
