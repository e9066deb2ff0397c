import type { Content, Toolkit } from './content.schema.ts';
import type { ContentProblem } from './contentProblem.ts';
import type { YamlPath } from './locatedYaml.ts';
import { placeKey, type ContentPlaces } from './places.ts';

/** Ids of one kind must differ; ids of toolkit groups, items, options and columns must differ across all toolkits. */
export function findDuplicateIds(content: Content, places: ContentPlaces): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const kinds: [string, readonly { id: string }[]][] = [
    ['section', content.sections],
    ['task', content.programme.tasks],
    ['toolkit', content.toolkits],
    ['template', content.templates],
    ['term', content.glossary],
    ['timeline', content.timeline],
    ['case', content.cases],
    ['figure', content.figures],
    ['chapter', content.chapters],
  ];
  for (const [kind, entries] of kinds) {
    const seen = new Set<string>();
    for (const { id } of entries) {
      if (seen.has(id)) {
        const place = places.get(placeKey(kind, id));
        problems.push({ file: place?.file ?? '', line: place?.lineOf(['id']) ?? 0, message: `The ${kind} id "${id}" is used twice`, advice: 'Give one of the two another id; never give an old id to a new thing' });
      }
      seen.add(id);
    }
  }
  const itemIds = new Map<string, string>();
  for (const toolkit of content.toolkits) {
    const place = places.get(placeKey('toolkit', toolkit.id));
    for (const [id, path] of idsOfToolkit(toolkit)) {
      const earlier = itemIds.get(id);
      if (earlier !== undefined) {
        problems.push({ file: place?.file ?? '', line: place?.lineOf(path) ?? 0, message: `The item id "${id}" is used already in toolkit "${earlier}"`, advice: 'Mint a new random id for the newer of the two' });
      }
      itemIds.set(id, toolkit.id);
    }
  }
  return problems;
}

/** Every id that answers may be stored under, with its path in the toolkit. */
export function* idsOfToolkit(toolkit: Toolkit): Generator<[string, YamlPath]> {
  for (const [groupIndex, group] of toolkit.groups.entries()) {
    const groupPath = ['groups', groupIndex];
    yield [group.id, [...groupPath, 'id']];
    for (const [itemIndex, item] of group.items.entries()) {
      const itemPath = [...groupPath, 'items', itemIndex];
      yield [item.id, [...itemPath, 'id']];
      for (const [index, option] of (item.options ?? []).entries()) yield [option.id, [...itemPath, 'options', index, 'id']];
      for (const [columnIndex, column] of (item.columns ?? []).entries()) {
        yield [column.id, [...itemPath, 'columns', columnIndex, 'id']];
        for (const [index, option] of (column.options ?? []).entries()) yield [option.id, [...itemPath, 'columns', columnIndex, 'options', index, 'id']];
      }
    }
  }
}
