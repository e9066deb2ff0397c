import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { NoteFilters } from '../../../shared/domain/vault/noteSearch.ts';
import { passesTimeline, timelineEvents } from '../../../shared/domain/vault/timeline.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { NoteFilterBar } from './components/NoteFilterBar.tsx';
import { SituationTabs } from './components/SituationTabs.tsx';
import { EventList } from './timeline/EventList.tsx';
import { TimeLine } from './timeline/TimeLine.tsx';
import styles from './timeline/Timeline.module.css';

/** What happened in a situation and how exactly that is known, as a picture and as a list that says the same. */
export function TimelineScreen() {
  const text = useText();
  const { situationId } = useParams({ from: '/situations/$situationId/timeline' });
  const situation = useVaultValue({ name: 'situation', id: situationId });
  const notes = useVaultValue({ name: 'notes', situationId });
  const [filters, setFilters] = useState<NoteFilters>({});
  const [filtering, setFiltering] = useState(false);
  const present = useMemo(() => (notes ?? []).filter(({ trashedAt }) => trashedAt === null), [notes]);
  const all = useMemo(() => timelineEvents(present), [present]);
  const shown = useMemo(() => all.filter((event) => passesTimeline(event, filters)), [all, filters]);
  if (situation === undefined || notes === undefined) return null;
  if (situation === null) return <Screen title={text('situations.title')}><Empty title={text('situation.notFound')} action={<Link to="/situations">{text('situation.all')}</Link>} /></Screen>;
  const undated = present.length - all.length;
  return (
    <Screen
      title={situation.name}
      below={<SituationTabs situationId={situationId} current="timeline" />}
      action={all.length > 0 && <Button onPress={() => window.print()}>{text('timeline.print')}</Button>}
    >
      {all.length === 0 ? (
        <Empty title={text('timeline.empty.title')}>{text('timeline.empty')}</Empty>
      ) : (
        <div className={styles.timeline}>
          <div className={styles.bar}>
            <Button look="quiet" aria-expanded={filtering} onPress={() => setFiltering(!filtering)}>{text('notes.filters')}</Button>
            {Object.keys(filters).length > 0 && <Button look="quiet" onPress={() => setFilters({})}>{text('notes.search.clear')}</Button>}
            <span role="status">{text('timeline.count', { count: shown.length })}</span>
          </div>
          {filtering && <NoteFilterBar filters={filters} onChange={setFilters} />}
          <TimeLine events={shown} />
          <EventList events={shown} situationId={situationId} />
          {undated > 0 && <p className={styles.muted}>{text('timeline.undated', { count: undated })}</p>}
        </div>
      )}
    </Screen>
  );
}
