import { Link, useParams } from '@tanstack/react-router';
import { Screen } from '../../app/shell/Screen.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { SituationTabs } from './components/SituationTabs.tsx';
import { SourceList } from './sources/SourceList.tsx';
import styles from './sources/Sources.module.css';

/** Who the notes of one situation rest on: sources of the register with their notes counted, and names that are not in it yet. */
export function SituationSourcesScreen() {
  const text = useText();
  const { situationId } = useParams({ from: '/situations/$situationId/sources' });
  const situation = useVaultValue({ name: 'situation', id: situationId });
  const notes = useVaultValue({ name: 'notes', situationId })?.filter(({ trashedAt }) => trashedAt === null);
  const sources = useVaultValue({ name: 'entries', type: 'source' });
  if (situation === undefined || notes === undefined || sources === undefined) return null;
  if (situation === null) return <Screen title={text('situations.title')}><Empty title={text('situation.notFound')} action={<Link to="/situations">{text('situation.all')}</Link>} /></Screen>;
  const counted = sources.map((source) => ({ ...source, notes: notes.filter(({ sourceId }) => sourceId === source.id).length })).filter((source) => source.notes > 0).sort((a, b) => b.notes - a.notes || a.name.localeCompare(b.name));
  const known = new Set(sources.map(({ id }) => id));
  const loose = notes.filter(({ source, sourceId }) => source.trim() !== '' && (sourceId === null || !known.has(sourceId)));
  const nobody = notes.filter(({ source }) => source.trim() === '').length;
  return (
    <Screen title={situation.name} below={<SituationTabs situationId={situationId} current="sources" />}>
      <div className={styles.narrow}>
        {counted.length === 0 && loose.length === 0 && <Empty title={text('situation.sources.empty')}>{text('sources.empty')}</Empty>}
        {counted.length > 0 && <SourceList sources={counted} />}
        {loose.length > 0 && (
          <section className={styles.part} aria-labelledby="loose-sources">
            <h2 id="loose-sources" className={styles.label}>{text('situation.sources.loose')}</h2>
            <p className={styles.muted}>{text('situation.sources.loose.text')}</p>
            <ul className={styles.notes}>
              {loose.map((note) => (
                <li key={note.id}>
                  <bdi>{note.source}</bdi>: <Link to="/situations/$situationId" params={{ situationId }} search={{ note: note.id }}><bdi>{note.title === '' ? text('note.untitled') : note.title}</bdi></Link>
                </li>
              ))}
            </ul>
          </section>
        )}
        {nobody > 0 && <p className={styles.muted}>{text('situation.sources.nobody', { count: nobody })}</p>}
        <p><Link to="/sources">{text('sources.open')}</Link></p>
      </div>
    </Screen>
  );
}
