import type { Programme, Task } from '../../content/content.schema.ts';
import type { StoredEntry } from '../vault/entry.ts';
import type { ProgrammeProgress } from '../vault/programmeProgress.ts';

const prefix = 'own-';

/** The id under which progress on an own task is recorded, beside that on given tasks. */
export const ownTaskId = (entryId: string): string => `${prefix}${entryId}`;
/** The entry of an own task; null for a task of the programme. */
export const ownEntryId = (taskId: string): string | null => (/^own-[0-9a-f]{32}$/.test(taskId) ? taskId.slice(prefix.length) : null);

const plainTask = { dependsOn: [], appliesWhen: null, dueDaysAfterAppointment: null, sections: [], toolkits: [], templates: [], source: '', covers: [], evidence: '' };

/** An own task in the shape of a given one, so that both stand in one list. */
export const taskOfOwn = ({ id, phase, title, why, steps, minutes }: StoredEntry<'ownTask'>): Task => ({ ...plainTask, id: ownTaskId(id), phase, title, why, steps: [...steps], minutes });

/**
 * Tasks that an edition no longer has and on which something was recorded: as the edition before had them, else by the title that was
 * kept with the record.
 */
export function retiredTasks(programme: Programme, earlier: Programme | null, progress: ProgrammeProgress): Task[] {
  const known = new Set(programme.tasks.map(({ id }) => id));
  return Object.entries(progress).flatMap(([id, recorded]) => {
    if (known.has(id) || ownEntryId(id) !== null) return [];
    const before = earlier?.tasks.find((task) => task.id === id);
    if (before !== undefined) return [before];
    return recorded.title === null ? [] : [{ ...plainTask, id, phase: 'annual-cycle' as const, title: recorded.title, why: '', steps: [], minutes: 5 }];
  });
}
