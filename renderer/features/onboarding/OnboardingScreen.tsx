import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { currentPhase } from '../../../shared/domain/programme/nextSteps.ts';
import type { PlannedTask } from '../../../shared/domain/programme/plan.ts';
import { Button } from '../../design/components/Button.tsx';
import { Card } from '../../design/components/Card.tsx';
import { Dialog } from '../../design/components/Dialog.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { Pill } from '../../design/components/Pill.tsx';
import { Screen } from '../../app/shell/Screen.tsx';
import { today } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import type { MessageId } from '../../../shared/messages/en.ts';
import { useVaultValue, vault } from '../../platform/vault.ts';
import { ProfileForm } from '../profile/index.ts';
import { PhaseList } from './components/PhaseList.tsx';
import { TaskDetail } from './components/TaskDetail.tsx';
import { TaskRow } from './components/TaskRow.tsx';
import { phaseDates } from './phaseDates.ts';
import { usePlan } from './usePlan.ts';
import styles from './OnboardingScreen.module.css';

/** Phases, the tasks of one, and the task that is open, with its Manual section beside it. The place is in the address, so a link finds it. */
export function OnboardingScreen() {
  const text = useText();
  const navigate = useNavigate();
  const search = useSearch({ from: '/onboarding' });
  const plan = usePlan();
  const profile = useVaultValue({ name: 'profile' });
  const [editing, setEditing] = useState(false);
  // The task that was shown stays when it is marked done: its way back is on it, and the focus too.
  const shownId = useRef<string | undefined>(undefined);
  if (profile == null || plan === undefined) return <Screen title={text('onboarding.title')}>{profile != null && <Empty title={text('onboarding.noProgramme')} />}</Screen>;

  const asked = plan.tasks.find(({ task }) => task.id === search.task);
  const phaseId = asked?.task.phase ?? search.phase ?? currentPhase(profile.appointedOn, today());
  const phase = plan.phases.find(({ id }) => id === phaseId) ?? plan.phases[0]!;
  const shown = phase.tasks.find(({ task }) => task.id === shownId.current);
  const open = asked ?? shown ?? phase.tasks.find(({ state }) => state === 'todo' || state === 'in-progress') ?? phase.tasks[0];
  shownId.current = open?.task.id;
  const go = (to: { task?: string; phase?: string }): void => void navigate({ to: '/onboarding', search: to });
  const answers = (['location', 'appointment', 'portfolio'] as const).map((name) => text(`profile.${name}.${profile[name]}` as MessageId)).join(' · ');
  const dates = phaseDates(text, phase.id, profile.appointedOn);

  return (
    <Screen title={text('onboarding.title')}>
      <div className={styles.columns}>
        <div className={styles.phases}>
          <PhaseList phases={plan.phases} chosen={phase.id} onChoose={(id) => go({ phase: id })} />
          <p className={styles.tailored}>
            {text('onboarding.tailored', { answers })}{' '}
            <Button look="quiet" onPress={() => setEditing(true)}>
              {text('onboarding.change')}
            </Button>
          </p>
        </div>
        <Card title={phase.title} aside={dates !== null && <Pill>{dates}</Pill>} flush>
          {phase.tasks.length === 0 && <p className={styles.none}>{text('onboarding.empty')}</p>}
          <ul>
            {phase.tasks.map((planned: PlannedTask) => (
              <TaskRow key={planned.task.id} planned={planned} chosen={planned.task.id === open?.task.id} onOpen={() => go({ task: planned.task.id })} />
            ))}
          </ul>
        </Card>
        {open !== undefined && <TaskDetail key={open.task.id} planned={open} phase={phase} />}
      </div>
      <Dialog title={text('onboarding.profile.title')} isOpen={editing} onClose={() => setEditing(false)}>
        <p className={styles.tailored}>{text('onboarding.profile.text')}</p>
        <ProfileForm
          initial={Object.fromEntries(Object.entries(profile).filter(([, value]) => typeof value === 'string' || typeof value === 'boolean')) as Record<string, string | boolean>}
          submitLabel={text('common.save')}
          onSubmit={async (changed) => {
            const saved = await vault.commands.saveProfile({ ...profile, ...changed });
            if (saved.ok) setEditing(false);
            return saved;
          }}
        />
      </Dialog>
    </Screen>
  );
}
