import { useEffect, useState } from 'react';
import type { PassphraseStrength } from '../../vault/passphraseStrength.ts';

/** Judges now. The judge is a large dictionary and loads when first needed. */
export const judgeStrength = (passphrase: string): Promise<PassphraseStrength> => import('../../vault/passphraseStrength.ts').then(({ estimateStrength }) => estimateStrength(passphrase));

/** Strength of what is typed, judged on this device shortly after typing stops; null for an empty field. */
export function useStrength(passphrase: string): PassphraseStrength | null {
  const [strength, setStrength] = useState<PassphraseStrength | null>(null);
  useEffect(() => {
    if (passphrase === '') {
      setStrength(null);
      return undefined;
    }
    let ended = false;
    const timer = window.setTimeout(() => {
      void judgeStrength(passphrase).then((judged) => !ended && setStrength(judged));
    }, 120);
    return () => {
      ended = true;
      window.clearTimeout(timer);
    };
  }, [passphrase]);
  return strength;
}
