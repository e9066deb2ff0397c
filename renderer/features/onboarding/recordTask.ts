import type { Task } from '../../../shared/content/content.schema.ts';
import type { TaskState, TaskStateNote } from '../../../shared/domain/vault/programmeProgress.ts';
import { vault } from '../../platform/vault.ts';

/** Records how a task stands, with its title, so that the record can be read when a later edition no longer has the task. */
export const recordTask = (task: Pick<Task, 'id' | 'title'>, state: TaskState, note: TaskStateNote = {}) => vault.commands.setTaskState(task.id, state, { ...note, title: task.title });
