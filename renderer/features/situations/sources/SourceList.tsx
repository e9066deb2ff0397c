import { Link } from '@tanstack/react-router';
import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import { Highlighted, typedMarks } from '../../search/index.ts';
import styles from './Sources.module.css';

interface SourceListProps {
  readonly sources: readonly (StoredEntry<'source'> & { readonly notes?: number })[];
  readonly current?: string | undefined;
  readonly typed?: string;
}

/** Code names with the user's own judgement; F and no judgement are both a question mark. */
export function SourceList({ sources, current, typed = '' }: SourceListProps) {
  const text = useText();
  return (
    <ul className={styles.list} aria-label={text('sources.title')}>
      {sources.map(({ id, name, reliability, uses, agreed, notes }) => (
        <li key={id}>
          <Link to="/sources" search={{ source: id }} className={styles.item} aria-current={id === current ? 'true' : undefined}>
            <span className={styles.words}>
              <span className={styles.name} dir="auto"><Highlighted text={name} marks={typedMarks(name, typed)} /></span>
              <span className={styles.muted}>{notes !== undefined ? text('source.notes', { count: notes }) : agreed === '' && uses.length === 0 ? text('source.agreed.none') : text('source.uses.count', { count: uses.length })}</span>
            </span>
            <Pill title={reliability === null ? text('note.grade.none') : text(`note.reliability.${reliability}`)}>{reliability === null || reliability === 'F' ? '?' : reliability}</Pill>
          </Link>
        </li>
      ))}
    </ul>
  );
}
