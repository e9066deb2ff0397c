import { memo, useDeferredValue } from 'react';
import type { PlannedPhase, PlannedTask } from '../../../../shared/domain/programme/plan.ts';
import { TaskDetail } from './TaskDetail.tsx';

interface OpenTaskProps {
  readonly planned: PlannedTask;
  readonly phases: readonly PlannedPhase[];
  /** True where the user asked for this very task; false where it is only the first of another list. */
  readonly asked: boolean;
  readonly onOpen: (taskId: string) => void;
  readonly onEdit: () => void;
}

const Detail = memo(TaskDetail);

/** The task beside the list. One that nobody asked for is drawn after the list has answered, which keeps a filter within its frame. */
export function OpenTask({ planned, phases, asked, onOpen, onEdit }: OpenTaskProps) {
  const later = useDeferredValue(planned);
  const shown = asked ? planned : later;
  const phase = phases.find(({ id }) => id === shown.task.phase) ?? phases[0];
  return phase === undefined ? null : <Detail key={shown.task.id} planned={shown} phase={phase} onOpen={onOpen} onEdit={onEdit} />;
}
