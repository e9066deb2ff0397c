import { useEffect, useRef, useState } from 'react';
import { Notice } from '../../design/components/Notice.tsx';
import { useManifest, useToolkits } from '../../data/publishedReads.ts';
import { useText } from '../../i18n/useText.ts';
import { vault } from '../../platform/vault.ts';
import { fillSample } from './fillSample.ts';
import { practiceWords } from './practiceWords.ts';
import styles from './Practice.module.css';

/** Makes the sample vault and fills it. It is left as soon as the sample has a profile. */
export function PracticeStart() {
  const text = useText();
  const toolkits = useToolkits();
  const manifest = useManifest();
  const begun = useRef(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (begun.current || toolkits === undefined || toolkits.length === 0 || manifest === undefined) return;
    begun.current = true;
    void (async () => {
      const made = await vault.create({ passphrase: practiceWords });
      if (!made.ok) throw new Error(made.error.code);
      await fillSample(text, toolkits, manifest);
    })().catch(() => setFailed(true));
  }, [text, toolkits, manifest]);
  return (
    <main className={styles.page}>
      <div className={styles.sheet}>{failed ? <Notice tone="problem">{text('practice.failed')}</Notice> : <Notice>{text('practice.preparing')}</Notice>}</div>
    </main>
  );
}
