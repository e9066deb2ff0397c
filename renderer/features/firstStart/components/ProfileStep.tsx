import { vault } from '../../../platform/vault.ts';
import { useVault } from '../../../platform/vault.ts';
import { ProfileForm } from '../../profile/index.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from '../FirstStart.module.css';

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
        onSubmit={(profile) => vault.commands.saveProfile(profile)}
      />
    </div>
  );
}
