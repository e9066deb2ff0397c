import { useState } from 'react';
import { applies, plan } from '../../../../shared/domain/programme/plan.ts';
import { isEmptyChange, type SelectionChange, selectionChange } from '../../../../shared/domain/programme/selectionChange.ts';
import type { Profile } from '../../../../shared/domain/vault/profile.ts';
import { type Failure, ok } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { ProfileForm } from '../../profile/index.ts';
import type { PlanInputs } from '../usePlan.ts';
import { SelectionPreview } from './SelectionPreview.tsx';
import styles from './TaskDetail.module.css';

/** The answers about the post; before they are saved it shows which tasks come and go with them. */
export function ProfileChange({ inputs, appoint = false, onDone }: { readonly inputs: PlanInputs; readonly appoint?: boolean; readonly onDone: () => void }) {
  const text = useText();
  const { programme, profile, progress, around } = inputs;
  const [asked, setAsked] = useState<{ readonly profile: Profile; readonly change: SelectionChange } | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const save = async (next: Profile): Promise<void> => {
    const saved = await vault.commands.saveProfile(next);
    if (saved.ok) onDone();
    else setFailed(saved.error);
  };
  if (asked !== null) {
    return (
      <div className={styles.form}>
        <p className={styles.evidence}>{text('onboarding.preview.text')}</p>
        <SelectionPreview change={asked.change} />
        {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
        <div className={styles.actions}>
          <Button look="primary" autoFocus onPress={() => void save(asked.profile)}>{text('onboarding.preview.accept')}</Button>
          <Button look="quiet" onPress={() => setAsked(null)}>{text('onboarding.preview.back')}</Button>
        </div>
      </div>
    );
  }
  return (
    <>
      <p className={styles.evidence}>{text('onboarding.profile.text')}</p>
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
      <ProfileForm
        initial={Object.fromEntries(Object.entries(profile).filter(([, value]) => typeof value === 'string' || typeof value === 'boolean')) as Record<string, string | boolean>}
        submitLabel={text(appoint ? 'considering.appoint' : 'common.save')}
        onSubmit={async (answers) => {
          const next = { ...profile, ...answers, ...(appoint ? { stage: 'appointed' as const } : {}) };
          const change = selectionChange(plan(programme, profile, progress, around), plan(programme, next, progress, around), (task) => applies(task.appliesWhen, next));
          if (isEmptyChange(change)) await save(next);
          else setAsked({ profile: next, change });
          return ok(null);
        }}
      />
    </>
  );
}
