import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { NoteFilters } from '../../../../shared/domain/vault/noteSearch.ts';
import type { Situation } from '../../../../shared/domain/vault/situation.ts';
import { useNoteSearch } from '../../../data/useNoteSearch.ts';
import { Button } from '../../../design/components/Button.tsx';
import { TextField } from '../../../design/components/TextField.tsx';
import { nearDate, nearTime, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { Highlighted } from '../../search/index.ts';
import { NoteFilterBar } from './NoteFilterBar.tsx';
import styles from './NoteFinder.module.css';

const shownHits = 50;

/** Searches the notes of every situation as one types. What is found takes the place of the list of situations. */
export function NoteFinder({ situations, onFinding }: { readonly situations: readonly Situation[]; readonly onFinding: (finding: boolean) => void }) {
  const text = useText();
  const [query, setQuery] = useState('');
  const [filters, setFilters] = useState<NoteFilters>({});
  const [filtering, setFiltering] = useState(false);
  const asking = query.trim() !== '' || Object.keys(filters).length > 0;
  const found = useNoteSearch(query, filters, shownHits);
  useEffect(() => onFinding(asking), [asking, onFinding]);
  const clear = (): void => {
    setQuery('');
    setFilters({});
  };
  const nameOf = (id: string): string => situations.find((situation) => situation.id === id)?.name ?? '';
  return (
    <search className={styles.finder}>
      <div className={styles.fields}>
        <TextField label={text('notes.search')} description={text('notes.search.help')} type="search" autoComplete="off" value={query} onChange={setQuery} maxLength={200} />
        <Button look="quiet" aria-expanded={filtering} onPress={() => setFiltering(!filtering)}>{text('notes.filters')}</Button>
        {asking && <Button look="quiet" onPress={clear}>{text('notes.search.clear')}</Button>}
      </div>
      {filtering && <NoteFilterBar filters={filters} onChange={setFilters} situations={situations} />}
      {asking && <p className={styles.count} role="status">{found === undefined ? '' : text('notes.search.found', { count: found.total })}</p>}
      {asking && found !== undefined && found.hits.length > 0 && (
        <ul className={styles.list}>
          {found.hits.map((note) => (
            <li key={note.id}>
              <Link to="/situations/$situationId" params={{ situationId: note.situationId }} search={query.trim() === '' ? { note: note.id } : { note: note.id, find: query }} className={styles.hit}>
                <span className={styles.title} dir="auto">{note.title === '' ? text('note.untitled') : <Highlighted text={note.title} marks={note.titleMarks} />}</span>
                <span className={styles.excerpt} dir="auto"><Highlighted text={note.excerpt} marks={note.excerptMarks} /></span>
                <span className={styles.where}>
                  <bdi>{nameOf(note.situationId)}</bdi> · {note.observedOn === null ? nearTime(text, note.changedAt, Date.now()) : nearDate(text, note.observedOn, today())}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}
