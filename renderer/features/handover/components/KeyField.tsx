import { useEffect, useState } from 'react';
import type { HandoverKey } from '../../../../shared/domain/vault/vaultCommands.ts';
import { TextField } from '../../../design/components/TextField.tsx';
import { Tick } from '../../../design/components/Tick.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import styles from '../HandoverScreen.module.css';

/** A key that its owner and the leaver have compared. */
export type ComparedKey = HandoverKey;

/** The successor's key: its code is read, its digits are compared by voice, and only then is it handed on. */
export function KeyField({ onCompared }: { readonly onCompared: (key: ComparedKey | null) => void }) {
  const text = useText();
  const [code, setCode] = useState('');
  const [key, setKey] = useState<HandoverKey | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [compared, setCompared] = useState(false);
  useEffect(() => {
    let current = true;
    setCompared(false);
    onCompared(null);
    if (code.trim() === '') {
      setKey(null);
      setProblem(null);
      return undefined;
    }
    void vault.commands.readHandoverKey(code).then((read) => {
      if (!current) return;
      setKey(read.ok ? read.value : null);
      setProblem(read.ok ? null : text.failure(read.error));
    });
    return () => {
      current = false;
    };
  }, [code, onCompared, text]);
  return (
    <>
      <TextField label={text('handover.key.code')} description={text('handover.key.codeHelp')} lines={2} value={code} onChange={setCode} maxLength={400} spellCheck="false" error={problem ?? undefined} />
      {key !== null && (
        <>
          <p>{text('handover.key.compare')}</p>
          <p className={styles.words} data-testid="key-digits" translate="no" dir="ltr">{key.fingerprint}</p>
          <Tick isSelected={compared} onChange={(on) => { setCompared(on); onCompared(on ? key : null); }}>{text('handover.key.compared')}</Tick>
        </>
      )}
    </>
  );
}
