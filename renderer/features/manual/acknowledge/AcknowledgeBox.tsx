import { useState } from 'react';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from './Acknowledge.module.css';
import { TellBox } from './TellBox.tsx';
import { useAcknowledgements } from './useAcknowledgements.ts';

/** Below a section that the Secretariat asks to acknowledge: the question, or when it was answered. Nothing where it does not ask. */
export function AcknowledgeBox({ sectionId, manifest }: { readonly sectionId: string; readonly manifest: Manifest }) {
  const text = useText();
  const [failure, setFailure] = useState<Failure | null>(null);
  const asked = useAcknowledgements()?.find(({ section }) => section.id === sectionId);
  if (asked === undefined) return null;
  const { section, sha256, given } = asked;
  const acknowledge = async (): Promise<void> => {
    const saved = await vault.commands.saveEntry(null, { type: 'acknowledgement', sectionId, sectionName: `${section.number} ${section.title}`.slice(0, 500), sha256, edition: manifest.edition });
    setFailure(saved.ok ? null : saved.error);
  };
  return (
    <section className={styles.box} aria-label={text('acknowledge.title')}>
      {given === null ? (
        <>
          <p>{text('acknowledge.asked', { edition: manifest.edition })}</p>
          <div><Button look="primary" onPress={() => void acknowledge()}>{text('acknowledge.give')}</Button></div>
        </>
      ) : (
        <p role="status">{text('acknowledge.given', { edition: given.edition, when: nearTime(text, given.createdAt, Date.now()) })}</p>
      )}
      {manifest.acknowledgeTell === true && given !== null ? <TellBox given={given} /> : <p className={styles.quiet}>{text(manifest.acknowledgeTell === true ? 'acknowledge.localFirst' : 'acknowledge.local')}</p>}
      {failure !== null && <Notice tone="problem">{text.failure(failure)}</Notice>}
    </section>
  );
}
