import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { measuresOf, measuresToolkitId } from '../../../shared/domain/options/measures.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { useToolkits } from '../../data/publishedReads.ts';
import { Card } from '../../design/components/Card.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { useText } from '../../i18n/useText.ts';
import { useVault, useVaultValue } from '../../platform/vault.ts';
import { useAbsentWords } from '../../data/useAbsentWords.ts';
import { SituationTabs } from '../situations/index.ts';
import { CompareTable } from './components/CompareTable.tsx';
import { ForumPlan } from './components/ForumPlan.tsx';
import { MeasureCatalogue } from './components/MeasureCatalogue.tsx';
import { OptionRow } from './components/OptionRow.tsx';
import styles from './components/Planning.module.css';

/** What could be done about one situation: what is weighed and chosen, the plan over several forums, and the whole range to take from. */
export function OptionsScreen() {
  const text = useText();
  const absent = useAbsentWords();
  const { situationId } = useParams({ from: '/situations/$situationId/options' });
  const read = useVault({ name: 'situation', id: situationId });
  const toolkit = useToolkits()?.find(({ id }) => id === measuresToolkitId);
  const capabilities = useVaultValue({ name: 'entries', type: 'capability' });
  const all = useVaultValue({ name: 'entries', type: 'option' });
  const measures = useMemo(() => (toolkit === undefined ? [] : measuresOf(toolkit, capabilities ?? [])), [toolkit, capabilities]);
  if (read.state === 'loading' || all === undefined) return null;
  const situation = read.state === 'ready' ? read.value : null;
  if (situation === null) return <Screen title={text('situations.title')}><Empty title={absent(text('situation.notFound'))} action={<Link to="/situations">{text('situation.all')}</Link>} /></Screen>;
  const options = all.filter((option) => option.situationId === situationId);
  return (
    <Screen title={situation.name} below={<SituationTabs situationId={situationId} current="options" />}>
      <div className={styles.stack}>
        <Card title={text('options.here')}>
          {options.length === 0 ? <p className={styles.faint}>{text('options.here.none')}</p> : (
            <ul>{options.map((option) => <OptionRow key={option.id} option={option} situationName={situation.name} />)}</ul>
          )}
        </Card>
        <CompareTable options={options} measures={measures} />
        <ForumPlan situationId={situationId} />
        <MeasureCatalogue situationId={situationId} measures={measures} options={options} hasToolkit={toolkit !== undefined} />
      </div>
    </Screen>
  );
}
