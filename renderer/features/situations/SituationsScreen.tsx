import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Situation } from '../../../shared/domain/vault/situation.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Pill } from '../../design/components/Pill.tsx';
import { nearDate, nearTime, today } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { noSituationFilter, passesSituation, SituationFilters } from './components/SituationFilters.tsx';
import { PlaceTabs } from './components/PlaceTabs.tsx';
import { ImportButton } from '../carry/index.ts';
import { NoteFinder } from './components/NoteFinder.tsx';
import { SituationForm } from './components/SituationForm.tsx';
import styles from './SituationsScreen.module.css';

/** The situations that are followed, last changed first; those in the archive on request. */
export function SituationsScreen() {
  const text = useText();
  const navigate = useNavigate();
  const { choose } = useSearch({ from: '/situations' });
  const all = useVaultValue({ name: 'situations' });
  const [adding, setAdding] = useState(false);
  const [showArchived, setShowArchived] = useState(false);
  const [finding, setFinding] = useState(false);
  const [filter, setFilter] = useState(noSituationFilter);
  if (all === undefined) return <Screen title={text('situations.title')}>{null}</Screen>;
  const byChange = [...all].sort((a, b) => b.changedAt.localeCompare(a.changedAt));
  const current = byChange.filter((situation) => situation.archivedAt === null);
  const archived = byChange.filter((situation) => situation.archivedAt !== null);
  const shown = (showArchived ? archived : current).filter((situation) => passesSituation(situation, filter));

  const writeNote = async (situation: Situation): Promise<void> => {
    const made = await vault.commands.createNote(situation.id);
    if (made.ok) await navigate({ to: '/situations/$situationId', params: { situationId: situation.id }, search: { note: made.value.id } });
  };
  const add = (
    <>
      <ImportButton />
      <Button look="primary" onPress={() => setAdding(true)}>
        <Plus size={16} aria-hidden="true" />
        {text('situations.new')}
      </Button>
    </>
  );
  return (
    <Screen title={text('situations.title')} action={add} below={<PlaceTabs current="situations" />}>
      {current.length === 0 && !showArchived && (
        <Empty title={text('situations.empty.title')} action={<Button onPress={() => setAdding(true)}>{text('today.situations.first')}</Button>}>
          {text('situations.empty')}
        </Empty>
      )}
      {all.length > 0 && <NoteFinder situations={all} onFinding={setFinding} />}
      {!finding && all.length > 1 && <div className={styles.filters}><SituationFilters situations={all} filter={filter} onChange={setFilter} /></div>}
      {!finding && all.length > 1 && shown.length === 0 && <p role="status">{text('situations.filter.none')}</p>}
      {!finding && shown.length > 0 && (
        <ul className={styles.list}>
          {shown.map((situation) => (
            <li key={situation.id}>
              <Link to="/situations/$situationId" params={{ situationId: situation.id }} className={styles.row}>
                <span className={styles.words}>
                  <span className={styles.name} dir="auto">{situation.name}</span>
                  <span className={styles.facts} dir="auto">
                    {[situation.area, ...situation.populations].filter((part) => part !== '').join(' · ')}
                  </span>
                </span>
                {situation.priority === 'high' && <Pill tone="accent">{text('situation.priority.pill')}</Pill>}
                <Pill tone={situation.stage === 'watching' || situation.stage === 'closed' ? 'plain' : 'warn'}>{text(`situation.stage.${situation.stage}`)}</Pill>
                <span className={styles.when}>{situation.reviewOn === null ? nearTime(text, situation.changedAt, Date.now()) : text('today.situations.review', { when: nearDate(text, situation.reviewOn, today()) })}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {!finding && archived.length > 0 && (
        <Button look="quiet" onPress={() => setShowArchived(!showArchived)}>
          {text(showArchived ? 'situations.hideArchived' : 'situations.showArchived')} ({text('situations.archived', { count: archived.length })})
        </Button>
      )}
      <Dialog title={text('situations.new')} isOpen={adding || (choose === 'note' && current.length === 0)} onClose={() => { setAdding(false); void navigate({ to: '/situations' }); }}>
        <SituationForm
          submitLabel={text('situation.create')}
          onSubmit={async (fields) => {
            const made = await vault.commands.createSituation(fields);
            if (made.ok) await navigate({ to: '/situations/$situationId', params: { situationId: made.value.id } });
            return made;
          }}
        />
      </Dialog>
      <Dialog title={text('note.new.where')} isOpen={choose === 'note' && current.length > 0} onClose={() => void navigate({ to: '/situations' })}>
        <ul className={styles.choices}>
          {current.map((situation) => (
            <li key={situation.id}>
              <Button wide onPress={() => void writeNote(situation)}>
                <bdi>{situation.name}</bdi>
              </Button>
            </li>
          ))}
        </ul>
      </Dialog>
    </Screen>
  );
}
