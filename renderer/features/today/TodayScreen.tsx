import { Link, useNavigate, useRouteContext } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { currentPhase, nextSteps } from '../../../shared/domain/programme/nextSteps.ts';
import type { PlannedTask } from '../../../shared/domain/programme/plan.ts';
import { addDays, daysBetween } from '../../../shared/time/calendarDate.ts';
import type { MessageId } from '../../../shared/messages/en.ts';
import { useCommand } from '../../app/shell/commandContext.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { Pill } from '../../design/components/Pill.tsx';
import { Progress } from '../../design/components/Progress.tsx';
import { today } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import { inPractice } from '../../platform/practice.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { UpcomingCard } from '../calendar/index.ts';
import { WithdrawnNotice } from '../editions/index.ts';
import { planSettings, TaskRow, usePlan } from '../onboarding/index.ts';
import { AlarmsCard } from '../warning/index.ts';
import { EditionCard } from './components/EditionCard.tsx';
import { IntroCard } from './components/IntroCard.tsx';
import { MattersCard } from './components/MattersCard.tsx';
import { MendedNotice } from './components/MendedNotice.tsx';
import { NotesDueCard } from './components/NotesDueCard.tsx';
import { ReadNext } from './components/ReadNext.tsx';
import { OthersCard, SheetEntryCard } from '../recovery/index.ts';
import { SheetReminder } from './components/SheetReminder.tsx';
import { ReviewCard } from './components/ReviewCard.tsx';
import { SituationCards } from './components/SituationCards.tsx';
import { WaitingCard } from './components/WaitingCard.tsx';
import styles from './TodayScreen.module.css';

const greeting = (hour: number): MessageId => (hour < 12 ? 'today.morning' : hour < 18 ? 'today.afternoon' : 'today.evening');

/** What comes next, at most three steps; what changed in the Manual; the situations that are followed. Quiet when there is nothing. */
export function TodayScreen() {
  const text = useText();
  const navigate = useNavigate();
  const run = useCommand();
  const { report } = useRouteContext({ from: '__root__' });
  const profile = useVaultValue({ name: 'profile' });
  const plan = usePlan();
  const now = today();
  const counted = useVaultValue({ name: 'personalSettings' })?.[planSettings.countFrom];
  const considering = profile?.stage === 'considering';
  // Without an appointment nothing is counted yet: the day before one begins.
  const countFrom = considering ? addDays(now, 1) : typeof counted === 'string' ? counted : profile?.appointedOn;
  const day = countFrom === undefined ? 0 : daysBetween(countFrom, now) + 1;
  const phase = plan?.phases.find(({ id }) => countFrom !== undefined && id === currentPhase(countFrom, now));
  const steps: readonly PlannedTask[] = plan === undefined || countFrom === undefined ? [] : nextSteps(plan, countFrom, now);
  const done = plan?.tasks
    .filter(({ state, progress }) => state === 'done' && progress?.changedAt != null && today(Date.parse(progress.changedAt)) === now)
    .sort((a, b) => (a.progress?.changedAt ?? '').localeCompare(b.progress?.changedAt ?? '')) // the one just ticked stays in view, to be taken back
    .slice(-1);

  return (
    <Screen
      title={text(greeting(new Date().getHours()))}
      action={
        <Button look="primary" onPress={() => run('note.new')}>
          <Plus size={16} aria-hidden="true" />
          {text('command.note.new')}
        </Button>
      }
    >
      <MendedNotice report={report} />
      <WithdrawnNotice />
      <div className={styles.columns}>
        <div className={styles.main}>
          {plan !== undefined && (
            <Card
              title={text('today.next')}
              flush
              aside={
                <>
                  {phase !== undefined && <Pill>{day < 1 ? text('today.before') : text('today.day', { phase: phase.title, day })}</Pill>}
                  <span className={styles.progress}>
                    <Progress label={text('today.next')} value={plan.settled} total={plan.tasks.length} />
                    <span>{text('common.ofTotal', { done: plan.settled, total: plan.tasks.length })}</span>
                  </span>
                </>
              }
            >
              <ul>
                {[...(done ?? []), ...steps].map((planned) => (
                  <TaskRow key={planned.task.id} planned={planned} onOpen={(task) => void navigate({ to: '/onboarding', search: { task } })} />
                ))}
              </ul>
              {steps.length === 0 && (
                <p className={styles.allDone}>
                  {text('today.allDone')} <Link to="/onboarding">{text('today.allDone.action')}</Link>
                </p>
              )}
            </Card>
          )}
          <SituationCards />
        </div>
        <div className={styles.side}>
          {!inPractice && <SheetEntryCard />}
          {!inPractice && <OthersCard />}
          <AlarmsCard />
          <IntroCard />
          {!inPractice && <SheetReminder />}
          <EditionCard />
          <MattersCard plan={plan} />
          <WaitingCard plan={plan} />
          <ReviewCard />
          <NotesDueCard />
          <UpcomingCard />
          {steps[0] !== undefined && <ReadNext sectionId={steps[0].task.sections[0]} />}
        </div>
      </div>
    </Screen>
  );
}
