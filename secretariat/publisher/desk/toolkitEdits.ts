import type { Toolkit, ToolkitItem } from '../../../shared/content/content.schema.ts';
import { canonicalJson } from '../../../shared/content/contentBlobs.ts';

/**
 * What an edit of a question does to answers that were given before. `wording`: they stay. `meaning`: they are kept and asked again.
 * `type`: refused, because no answer would fit; a new question takes its place. `retired`: no longer asked, answers kept.
 */
export type EditClass = 'added' | 'wording' | 'meaning' | 'type' | 'retired' | 'vanished' | 'unclassed';

export interface ToolkitEdit {
  readonly toolkit: string;
  readonly itemId: string;
  readonly editClass: EditClass;
  readonly before: string | null;
  readonly after: string | null;
}

/** Classes that must not be published, and what the editor is to do. */
export const refusedClasses: Partial<Readonly<Record<EditClass, string>>> = {
  unclassed: 'Say what kind of edit it is: where the question means the same, add --wording with its id; where it means something else, raise its "rev" by one',
  type: 'A question cannot change its type. Give the new question a new id with "replaces", and mark the old one "retired: true"',
  vanished: 'A question cannot vanish, because people have answered it. Keep it with "retired: true"',
};

/**
 * The edits of checklists and forms from one edition to the next, each with its class. What is only drawn differently (printed number,
 * mark of comparison with the source) is no edit.
 * @param wording ids of questions whose edit the editor declared to be of wording; '*' for all
 */
export function toolkitEdits(before: readonly Toolkit[], after: readonly Toolkit[], wording: ReadonlySet<string>): ToolkitEdit[] {
  const old = new Map(before.map((toolkit) => [toolkit.id, toolkit]));
  const edits: ToolkitEdit[] = [];
  for (const toolkit of after) {
    const previous = old.get(toolkit.id);
    if (!previous) continue; // a new toolkit has no answers yet
    const was = new Map(itemsOf(previous).map((item) => [item.id, item]));
    const now = new Map(itemsOf(toolkit).map((item) => [item.id, item]));
    for (const item of now.values()) {
      const earlier = was.get(item.id);
      const editClass = earlier ? classOf(earlier, item, wording) : 'added';
      if (editClass) edits.push({ toolkit: toolkit.title, itemId: item.id, editClass, before: earlier ? textOf(earlier) : null, after: textOf(item) });
    }
    for (const item of was.values()) {
      if (!now.has(item.id)) edits.push({ toolkit: toolkit.title, itemId: item.id, editClass: 'vanished', before: textOf(item), after: null });
    }
  }
  return edits;
}

function classOf(was: ToolkitItem, now: ToolkitItem, wording: ReadonlySet<string>): EditClass | null {
  if (was.type !== now.type) return 'type';
  if (essence(was) === essence(now)) return null;
  if (now.retired === true && was.retired !== true) return 'retired';
  if (now.rev > was.rev) return 'meaning';
  return now.rev === was.rev && (wording.has('*') || wording.has(now.id)) ? 'wording' : 'unclassed';
}

const essence = ({ number: _number, verified: _verified, ...item }: ToolkitItem): string => canonicalJson(item);
const itemsOf = (toolkit: Toolkit): ToolkitItem[] => toolkit.groups.flatMap((group) => group.items);

/** What the reader sees of a question, in one text. */
function textOf(item: ToolkitItem): string {
  const options = (item.options ?? []).map((option) => `(${option.label})`).join(' ');
  return [item.label, item.help ?? '', options].filter((part) => part !== '').join(' ');
}
