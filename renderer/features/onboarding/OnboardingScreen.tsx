import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Phase } from '../../../shared/content/content.schema.ts';
import { currentPhase } from '../../../shared/domain/programme/nextSteps.ts';
import { plan as planOf } from '../../../shared/domain/programme/plan.ts';
import { daysBetween } from '../../../shared/time/calendarDate.ts';
import type { MessageId } from '../../../shared/messages/en.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { usePhaseTitle } from '../../data/useTranslatedWords.ts';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Notice } from '../../design/components/Notice.tsx';
import { Pill } from '../../design/components/Pill.tsx';
import { today } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import { useAfterPaint } from '../../platform/afterPaint.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { AwayForm } from './components/AwayForm.tsx';
import { ConsideringCard } from './components/ConsideringCard.tsx';
import { EditionChange } from './components/EditionChange.tsx';
import { FilterBar } from './components/FilterBar.tsx';
import { OpenTask } from './components/OpenTask.tsx';
import { OwnTaskForm } from './components/OwnTaskForm.tsx';
import { PhaseList } from './components/PhaseList.tsx';
import { ProfileChange } from './components/ProfileChange.tsx';
import { TaskList } from './components/TaskList.tsx';
import { phaseDates } from './phaseDates.ts';
import { passes, type TaskFilter } from './taskFilter.ts';
import { planSettings, usePlanInputs } from './usePlan.ts';
import styles from './OnboardingScreen.module.css';

/** Someone who was appointed longer ago than this is asked from when dates are to be counted. */
const longAgoDays = 130;

/** Phases, the tasks of one, and the task that is open, with its Manual section beside it. The place is in the address, so a link finds it. */
export function OnboardingScreen() {
  const text = useText();
  const navigate = useNavigate();
  const search = useSearch({ from: '/onboarding' });
  const titleOf = usePhaseTitle();
  const inputs = usePlanInputs();
  const plan = useMemo(() => (inputs === undefined ? undefined : planOf(inputs.programme, inputs.profile, inputs.progress, inputs.around)), [inputs]);
  const loaded = useVaultValue({ name: 'profile' });
  const ownTasks = useVaultValue({ name: 'entries', type: 'ownTask' });
  const [asking, setAsking] = useState<'profile' | 'appoint' | 'away' | 'own' | 'edit' | null>(null);
  const [pressed, setFilter] = useState<TaskFilter>('all');
  // The button answers in the frame of the click; the list follows behind it, in slices that let the window go on.
  const filter = useAfterPaint(pressed);
  const passing = useMemo(() => (filter === 'all' ? [] : (plan?.tasks.filter((planned) => passes(filter, planned)) ?? [])), [filter, plan]);
  const edit = useCallback(() => setAsking('edit'), []);
  const openTask = useCallback((task: string) => void navigate({ to: '/onboarding', search: { task } }), [navigate]);
  const toPhase = useCallback(
    (phase: Phase) => {
      setFilter('all');
      void navigate({ to: '/onboarding', search: { phase } });
    },
    [navigate],
  );
  // The task that is shown stays when it is marked done: its way back is on it, and so is the focus.
  const shown = useRef<{ readonly list: string; readonly id: string | undefined }>({ list: '', id: undefined });
  if (inputs === undefined || plan === undefined) return <Screen title={text('onboarding.title')}>{loaded != null && <Empty title={text('onboarding.noProgramme')} />}</Screen>;

  const { profile, around } = inputs;
  const considering = profile.stage === 'considering';
  const countFrom = around.countFrom ?? profile.appointedOn;
  const asked = plan.tasks.find(({ task }) => task.id === search.task);
  const phaseId = asked?.task.phase ?? search.phase ?? (considering ? 'before-appointment' : currentPhase(countFrom, today()));
  const phase = plan.phases.find(({ id }) => id === phaseId) ?? plan.phases[0]!;
  const listed = filter === 'all' ? phase.tasks : passing;
  const list = `${phase.id} ${filter}`;
  const kept = shown.current.list === list ? plan.tasks.find(({ task }) => task.id === shown.current.id) : undefined;
  const open = asked ?? kept ?? listed.find(({ state }) => state === 'todo' || state === 'in-progress') ?? listed[0];
  shown.current = { list, id: open?.task.id };
  const answers = (['location', 'appointment', 'portfolio'] as const).map((name) => text(`profile.${name}.${profile[name]}` as MessageId)).join(' · ');
  const dates = filter === 'all' && !considering ? phaseDates(text, phase.id, countFrom) : null;
  const shownPhases = considering ? plan.phases.filter(({ id, tasks }) => id === 'before-appointment' || tasks.length > 0) : plan.phases;
  const longAgo = !considering && around.countFrom === null && daysBetween(profile.appointedOn, today()) > longAgoDays;
  const close = (): void => setAsking(null);
  const edited = asking === 'edit' ? (ownTasks?.find(({ id }) => id === open?.ownId) ?? null) : null;

  return (
    <Screen
      title={text('onboarding.title')}
      action={<Button onPress={() => setAsking('own')}><Plus size={16} aria-hidden="true" />{text('onboarding.own.add')}</Button>}
    >
      <div className={styles.notices}>
        {considering && <ConsideringCard onAppoint={() => setAsking('appoint')} />}
        {longAgo && (
          <Notice action={<Button onPress={() => void vault.commands.savePersonalSettings({ [planSettings.countFrom]: today() })}>{text('onboarding.longAgo.count')}</Button>}>
            {text('onboarding.longAgo.text')}
          </Notice>
        )}
        <EditionChange inputs={inputs} />
      </div>
      <div className={styles.columns}>
        <div className={styles.phases}>
          <PhaseList phases={shownPhases} chosen={phase.id} onChoose={toPhase} />
          <div className={styles.tailored}>
            {!considering && <p>{text('onboarding.tailored', { answers })}</p>}
            {!considering && <Button look="quiet" onPress={() => setAsking('profile')}>{text('onboarding.change')}</Button>}
            <Button look="quiet" onPress={() => setAsking('away')}>{text('onboarding.away.title')}</Button>
            {around.countFrom !== null && <Button look="quiet" onPress={() => void vault.commands.savePersonalSettings({ [planSettings.countFrom]: null })}>{text('onboarding.longAgo.back')}</Button>}
          </div>
        </div>
        <Card title={filter === 'all' ? titleOf(phase) : text(`onboarding.filter.${filter}`)} aside={dates !== null && <Pill>{dates}</Pill>} flush>
          <FilterBar value={pressed} onChange={setFilter} tasks={plan.tasks} />
          {listed.length === 0 && <p className={styles.none}>{text(filter === 'all' ? 'onboarding.empty' : 'onboarding.filter.none')}</p>}
          <TaskList key={`${filter} ${phase.id}`} tasks={listed} chosen={open?.task.id} onOpen={openTask} />
        </Card>
        {open !== undefined && <OpenTask planned={open} phases={plan.phases} asked={asked !== undefined} onOpen={openTask} onEdit={edit} />}
      </div>
      <Dialog title={text(asking === 'appoint' ? 'considering.appointTitle' : 'onboarding.profile.title')} isOpen={asking === 'profile' || asking === 'appoint'} onClose={close}>
        <ProfileChange inputs={inputs} appoint={asking === 'appoint'} onDone={close} />
      </Dialog>
      <Dialog title={text('onboarding.away.title')} isOpen={asking === 'away'} onClose={close}>
        <AwayForm restWeek={around.restWeek} />
      </Dialog>
      <Dialog title={text(asking === 'edit' ? 'onboarding.own.edit' : 'onboarding.own.add')} isOpen={asking === 'own' || (asking === 'edit' && edited !== null)} onClose={close}>
        <OwnTaskForm
          entry={edited}
          phase={phase.id}
          phaseTitles={Object.fromEntries(plan.phases.map(({ id, title }) => [id, title]))}
          onSaved={(task) => { close(); setFilter('all'); openTask(task); }}
          onCancel={close}
        />
      </Dialog>
    </Screen>
  );
}
