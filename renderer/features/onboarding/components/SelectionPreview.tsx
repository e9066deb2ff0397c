import type { Task } from '../../../../shared/content/content.schema.ts';
import type { SelectionChange } from '../../../../shared/domain/programme/selectionChange.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './TaskDetail.module.css';

/** What another selection adds, removes, keeps and moves, by name: nothing is re-selected behind the user's back. */
export function SelectionPreview({ change }: { readonly change: SelectionChange }) {
  const text = useText();
  const list = (key: 'added' | 'removed' | 'kept' | 'reworded', tasks: readonly Task[]) =>
    tasks.length > 0 && (
      <section key={key}>
        <h3>{text(`onboarding.preview.${key}`, { count: tasks.length })}</h3>
        <ul className={styles.names}>{tasks.map((task) => <li key={task.id}>{task.title}</li>)}</ul>
      </section>
    );
  return (
    <div className={styles.form}>
      {list('added', change.added)}
      {list('removed', change.removed)}
      {list('kept', change.kept)}
      {list('reworded', change.reworded)}
      {change.redated.length > 0 && <p>{text('onboarding.preview.redated', { count: change.redated.length })}</p>}
    </div>
  );
}
