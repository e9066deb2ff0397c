import { useState } from 'react';
import type { Failure } from '../../../../shared/errors/result.ts';
import type { HandoverKey } from '../../../../shared/domain/vault/vaultCommands.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../HandoverScreen.module.css';

/** This device's public key, for a predecessor who seals the file to it. */
export function OwnKey() {
  const text = useText();
  const [key, setKey] = useState<HandoverKey | null>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const [copied, setCopied] = useState(false);
  const show = async (): Promise<void> => {
    const made = await vault.commands.handoverKey();
    if (made.ok) setKey(made.value);
    else setFailed(made.error);
  };
  return (
    <section className={styles.section}>
      <p className={styles.muted}>{text('handover.key.own')}</p>
      {key === null ? (
        <div><Button onPress={() => void show()}>{text('handover.key.show')}</Button></div>
      ) : (
        <>
          <p className={styles.code} data-testid="own-key" translate="no" dir="ltr">{key.code}</p>
          <div className={styles.row}>
            <Button onPress={() => void navigator.clipboard.writeText(key.code).then(() => setCopied(true), () => setCopied(false))}>{text('handover.key.copy')}</Button>
            {copied && <span role="status">{text('common.copied')}</span>}
          </div>
          <p className={styles.muted}>{text('handover.key.digits')}</p>
          <p className={styles.words} data-testid="own-digits" translate="no" dir="ltr">{key.fingerprint}</p>
        </>
      )}
      {failed !== null && <Notice tone="problem">{text.failure(failed)}</Notice>}
    </section>
  );
}
