import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { assessmentToolkitId } from '../../../../shared/domain/assessments/riskFactors.ts';
import { useToolkits } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearDate, nearTime, today } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { SmallStrip } from '../../assessments/index.ts';
import styles from '../TodayScreen.module.css';

/** What fits beside the rest of Today; the others are one press away. */
const shownAtFirst = 6;

export function SituationCards() {
  const text = useText();
  const navigate = useNavigate();
  const all = useVaultValue({ name: 'situations' });
  const situations = useMemo(() => all?.filter((situation) => situation.archivedAt === null && situation.stage !== 'closed').sort((a, b) => b.changedAt.localeCompare(a.changedAt)), [all]);
  const [showsAll, setShowsAll] = useState(false);
  const runs = useVaultValue({ name: 'runs' });
  const framework = useToolkits()?.find(({ id }) => id === assessmentToolkitId);
  // One list for each situation that stays the same between renders, or every strip would be worked out anew.
  const runsOf = useMemo(() => (runs === undefined ? null : Map.groupBy(runs, ({ situationId }) => situationId)), [runs]);
  if (situations === undefined) return null;
  return (
    <section aria-labelledby="followed" className={styles.main}>
      <div className={styles.heading}>
        <h2 id="followed">{text('today.situations')}</h2>
        <span className={styles.muted}>{text('today.situations.local')}</span>
      </div>
      {situations.length === 0 ? (
        <div className={styles.empty}>
          <p>{text('today.situations.empty')}</p>
          <Button onPress={() => void navigate({ to: '/situations' })}>{text('today.situations.first')}</Button>
        </div>
      ) : (
        <div className={styles.cards}>
          {situations
            .slice(0, showsAll ? undefined : shownAtFirst)
            .map((situation) => (
              <Link key={situation.id} to="/situations/$situationId" params={{ situationId: situation.id }} className={styles.situation}>
                <span>
                  <span className={styles.name} dir="auto">{situation.name}</span>
                  <span className={styles.muted}>
                    <br />
                    {text('today.situations.changed', { when: nearTime(text, situation.changedAt, Date.now()) })}
                  </span>
                </span>
                {framework !== undefined && runsOf?.has(situation.id) === true && <SmallStrip runs={runsOf.get(situation.id)!} definition={framework} />}
                <span className={styles.row}>
                  <Pill tone={situation.stage === 'watching' ? 'plain' : 'warn'}>{text(`situation.stage.${situation.stage}`)}</Pill>
                  {situation.reviewOn !== null && <Pill>{text('today.situations.review', { when: nearDate(text, situation.reviewOn, today()) })}</Pill>}
                </span>
              </Link>
            ))}
        </div>
      )}
      {!showsAll && situations.length > shownAtFirst && (
        <div>
          <Button look="quiet" onPress={() => setShowsAll(true)}>{text('today.situations.all', { count: situations.length })}</Button>
        </div>
      )}
    </section>
  );
}
