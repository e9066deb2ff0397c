import { useVault, vault } from '../../../platform/vault.ts';
import { ProfileForm } from '../../profile/index.ts';
import { useText } from '../../../i18n/useText.ts';
import { ConsideringStart } from './ConsideringStart.tsx';
import styles from '../FirstStart.module.css';

/** The programme's task that this form settles. An edition without it is not harmed: progress on an unknown task is not shown. */
const profileTaskId = 'wk-02';

/** The third step: the profile form, filled with what an earlier visit left. */
export function ProfileStep() {
  const text = useText();
  const draft = useVault({ name: 'profileDraft' });
  if (draft.state === 'loading') return null;
  return (
    <div className={styles.form}>
      <h1>{text('firstStart.profile.title')}</h1>
      <p className={styles.lead}>
        {text('firstStart.profile.text')} {text('firstStart.profile.kept')}
      </p>
      <ProfileForm
        initial={draft.state === 'ready' ? (draft.value ?? {}) : {}}
        submitLabel={text('firstStart.profile.finish')}
        onChange={(entries) => void vault.commands.saveProfileDraft(entries)}
        onSubmit={async (profile) => {
          // Filling in the profile is itself a task of the programme; it would be odd to ask for it again.
          await vault.commands.setTaskState(profileTaskId, 'done');
          return vault.commands.saveProfile(profile);
        }}
      />
      <ConsideringStart country={draft.state === 'ready' && typeof draft.value?.country === 'string' ? draft.value.country : ''} />
    </div>
  );
}
