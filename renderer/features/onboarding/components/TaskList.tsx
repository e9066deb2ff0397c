import { memo, useEffect, useState } from 'react';
import type { PlannedTask } from '../../../../shared/domain/programme/plan.ts';
import { TaskRow } from './TaskRow.tsx';

/** Rows drawn at once; more would cost more than a frame. */
const firstRows = 10;
const rowsPerFrame = 10;

/** A list of tasks of any length: the first rows at once, the rest a few in each frame, so that the screen answers while it fills. */
export const TaskList = memo(function TaskList({ tasks, chosen, onOpen }: { readonly tasks: readonly PlannedTask[]; readonly chosen: string | undefined; readonly onOpen: (taskId: string) => void }) {
  const [rows, setRows] = useState(firstRows);
  const more = rows < tasks.length;
  useEffect(() => {
    if (!more) return undefined;
    const frame = requestAnimationFrame(() => setRows(rows + rowsPerFrame));
    return () => cancelAnimationFrame(frame);
  }, [rows, more]);
  return (
    <ul aria-busy={more || undefined}>
      {tasks.slice(0, rows).map((planned) => (
        <TaskRow key={planned.task.id} planned={planned} chosen={planned.task.id === chosen} onOpen={onOpen} />
      ))}
    </ul>
  );
});
