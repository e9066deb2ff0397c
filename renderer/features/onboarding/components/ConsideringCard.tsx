import { useState } from 'react';
import { postLocations } from '../../../../shared/domain/vault/profile.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Dialog } from '../../../design/components/Dialog.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import { MandateForm } from './MandateForm.tsx';
import styles from './ConsideringCard.module.css';

/** Where the post could sit, what each place gives and costs, the draft of the mandate, and the way to a real profile. */
export function ConsideringCard({ onAppoint }: { readonly onAppoint: () => void }) {
  const text = useText();
  const profile = useVaultValue({ name: 'profile' });
  const draft = useVaultValue({ name: 'entries', type: 'mandate' })?.at(-1) ?? null;
  const [drafting, setDrafting] = useState(false);
  if (profile == null) return null;
  const chosen = draft?.location ?? null;
  const choose = async (location: (typeof postLocations)[number]): Promise<void> => {
    const { reason = '', cover = '', rank = '', duties = '', resources = '' } = draft ?? {};
    await vault.commands.saveEntry(draft?.id ?? null, { type: 'mandate', location, reason, cover, rank, duties, resources });
    await vault.commands.saveProfile({ ...profile, location });
  };
  return (
    <Card title={text('considering.title')}>
      <p>{text('considering.text')}</p>
      <ul className={styles.places} aria-label={text('considering.places')}>
        {postLocations.map((location) => (
          <li key={location} className={styles.place} data-chosen={chosen === location || undefined}>
            <h3>{text(`profile.location.${location}`)}</h3>
            <p><b>{text('considering.gives')}</b> {text(`considering.gives.${location}`)}</p>
            <p><b>{text('considering.costs')}</b> {text(`considering.costs.${location}`)}</p>
            <Button look={chosen === location ? 'quiet' : 'plain'} aria-pressed={chosen === location} onPress={() => void choose(location)}>
              {text(chosen === location ? 'considering.chosen' : 'considering.choose')}
            </Button>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button onPress={() => setDrafting(true)}>{text(draft === null || draft.duties === '' ? 'considering.draft' : 'considering.draftAgain')}</Button>
        <Button look="primary" onPress={onAppoint}>{text('considering.appointTitle')}</Button>
      </div>
      <Dialog title={text('considering.mandate')} isOpen={drafting} onClose={() => setDrafting(false)}>
        <MandateForm draft={draft} onDone={() => setDrafting(false)} />
      </Dialog>
    </Card>
  );
}
