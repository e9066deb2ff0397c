import { instantOf } from './frontMatter.ts';

/** One item of a Joplin export, in the form that both JEX and RAW hold: title, text, then properties, each on its line. */
export interface JoplinItem {
  readonly kind: 'note' | 'folder' | 'resource' | 'tag' | 'noteTag' | 'other';
  readonly id: string;
  readonly parentId: string;
  readonly title: string;
  readonly text: string;
  readonly createdAt: string | null;
  readonly changedAt: string | null;
  readonly encrypted: boolean;
  readonly props: ReadonlyMap<string, string>;
}

const kinds: Readonly<Record<string, JoplinItem['kind']>> = { 1: 'note', 2: 'folder', 4: 'resource', 5: 'tag', 6: 'noteTag' };
const property = /^([a-z_]+):[ ]?(.*)$/;

/** null where the text is no such item: its last lines are not properties with an id and a kind. */
export function readJoplinItem(file: string): JoplinItem | null {
  const lines = file.replaceAll('\r\n', '\n').replace(/\n+$/, '').split('\n');
  const props = new Map<string, string>();
  let at = lines.length - 1;
  for (; at >= 0 && lines[at] !== ''; at -= 1) {
    const match = property.exec(lines[at] ?? '');
    if (match === null) return null;
    props.set(match[1] ?? '', match[2] ?? '');
  }
  const id = props.get('id') ?? '';
  const kind = props.get('type_');
  if (!/^[0-9a-f]{32}$/.test(id) || kind === undefined) return null;
  const [title = '', ...rest] = lines.slice(0, Math.max(0, at));
  return {
    kind: Object.hasOwn(kinds, kind) ? (kinds[kind] ?? 'other') : 'other',
    id,
    parentId: props.get('parent_id') ?? '',
    title: title.trim(),
    text: rest.join('\n').replace(/^\n/, ''),
    createdAt: instantOf(props.get('user_created_time') ?? props.get('created_time')),
    changedAt: instantOf(props.get('user_updated_time') ?? props.get('updated_time')),
    encrypted: props.get('encryption_applied') === '1',
    props,
  };
}
