import { memo, useState } from 'react';
import { applies, plan } from '../../../../shared/domain/programme/plan.ts';
import { isEmptyChange, selectionChange } from '../../../../shared/domain/programme/selectionChange.ts';
import { useManifest } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { type PlanInputs, planSettings } from '../usePlan.ts';
import { SelectionPreview } from './SelectionPreview.tsx';
import styles from './TaskDetail.module.css';

/** Says once what a new edition made of the tasks of this post. It makes two plans, so it is worked out only when what they are made from changed. */
export const EditionChange = memo(function EditionChange({ inputs }: { readonly inputs: PlanInputs }) {
  const text = useText();
  const manifest = useManifest();
  const settings = useVaultValue({ name: 'personalSettings' });
  const [looking, setLooking] = useState(false);
  const { programme, profile, progress, around } = inputs;
  if (manifest == null || settings === undefined || around.earlier == null || settings[planSettings.seenEdition] === manifest.number) return null;
  const change = selectionChange(plan(around.earlier, profile, progress, { ...around, earlier: null }), plan(programme, profile, progress, around), (task) => applies(task.appliesWhen, profile));
  if (isEmptyChange(change)) return null;
  return (
    <>
      <Notice action={<Button onPress={() => setLooking(true)}>{text('onboarding.edition.see')}</Button>}>{text('onboarding.edition.text', { edition: manifest.edition })}</Notice>
      <Dialog title={text('onboarding.edition.title')} isOpen={looking} onClose={() => setLooking(false)}>
        <SelectionPreview change={change} />
        <p className={styles.evidence}>{text('onboarding.edition.kept')}</p>
        <div className={styles.actions}>
          <Button look="primary" autoFocus onPress={() => { setLooking(false); void vault.commands.savePersonalSettings({ [planSettings.seenEdition]: manifest.number }); }}>{text('onboarding.edition.seen')}</Button>
        </div>
      </Dialog>
    </>
  );
});
