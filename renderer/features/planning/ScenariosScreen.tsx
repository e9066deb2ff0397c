import { Link, useParams } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { fewestScenarios, mostScenarios } from '../../../shared/domain/scenarios/scenario.ts';
import type { StoredEntry } from '../../../shared/domain/vault/entry.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVault, useVaultValue } from '../../platform/vault.ts';
import { useAbsentWords } from '../../data/useAbsentWords.ts';
import { SituationTabs } from '../situations/index.ts';
import { ScenarioCard } from './components/ScenarioCard.tsx';
import { ScenarioForm } from './components/ScenarioForm.tsx';
import styles from './components/Planning.module.css';

const nothing: readonly never[] = [];

/** The plausible paths of one situation, side by side, with the signs that would show each. */
export function ScenariosScreen() {
  const text = useText();
  const absent = useAbsentWords();
  const { situationId } = useParams({ from: '/situations/$situationId/scenarios' });
  const read = useVault({ name: 'situation', id: situationId });
  const notes = useVaultValue({ name: 'notes', situationId }) ?? nothing;
  const all = useVaultValue({ name: 'entries', type: 'scenario' });
  const signs = useVaultValue({ name: 'entries', type: 'scenarioSign' });
  const [editing, setEditing] = useState<StoredEntry<'scenario'> | 'new' | null>(null);
  if (read.state === 'loading' || all === undefined || signs === undefined) return null;
  const situation = read.state === 'ready' ? read.value : null;
  if (situation === null) return <Screen title={text('situations.title')}><Empty title={absent(text('situation.notFound'))} action={<Link to="/situations">{text('situation.all')}</Link>} /></Screen>;
  const own = all.filter((scenario) => scenario.situationId === situationId);
  const full = own.length >= mostScenarios;
  const add = (
    <Button look="primary" isDisabled={full} onPress={() => setEditing('new')}>
      <Plus size={16} aria-hidden="true" />
      {text('scenarios.add')}
    </Button>
  );
  return (
    <Screen title={situation.name} below={<SituationTabs situationId={situationId} current="scenarios" />} action={own.length > 0 ? add : null}>
      {own.length === 0 ? <Empty title={text('scenarios.empty.title')} action={add}>{text('scenarios.intro')}</Empty> : (
        <div className={styles.stack}>
          <p className={styles.faint}>{text('scenarios.intro')} {text('scenarios.longForm')} <Link to="/toolkits/$toolkitId" params={{ toolkitId: 'scenarios-and-resilience' }}>{text('command.go.toolkits')}</Link>.</p>
          {own.length < fewestScenarios && <Notice>{text('scenarios.addAnother')}</Notice>}
          {full && <p className={styles.faint}>{text('scenarios.full')}</p>}
          {own.length >= fewestScenarios && !own.some(({ direction }) => direction === 'better') && <Notice>{text('scenarios.noBetter')}</Notice>}
          <div className={styles.cards}>
            {own.map((scenario) => <ScenarioCard key={scenario.id} scenario={scenario} signs={signs.filter(({ scenarioId }) => scenarioId === scenario.id)} notes={notes} onEdit={() => setEditing(scenario)} />)}
          </div>
        </div>
      )}
      <Dialog title={text(editing === 'new' ? 'scenarios.add' : 'scenarios.edit')} isOpen={editing !== null} onClose={() => setEditing(null)}>
        {editing !== null && <ScenarioForm situationId={situationId} scenario={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </Screen>
  );
}
