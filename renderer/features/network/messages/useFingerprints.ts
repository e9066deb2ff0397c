import { useEffect, useState } from 'react';
import { vault } from '../../../platform/vault.ts';
import type { PossibleRecipient } from './recipients.ts';

/** Fingerprints by entry. Counted in the vault worker, where the hash is. */
export function useFingerprints(recipients: readonly PossibleRecipient[]): ReadonlyMap<string, string> {
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const asked = recipients.map(({ entry, boxKey, signKey }) => ({ entry, boxKey, signKey }));
  const key = JSON.stringify(asked);
  useEffect(() => {
    let ended = false;
    const keys = JSON.parse(key) as typeof asked;
    void vault.commands.keyFingerprints(keys.map(({ boxKey, signKey }) => ({ boxKey, signKey }))).then((counted) => {
      if (!ended && counted.ok) setKnown(new Map(keys.map(({ entry }, at) => [entry, counted.value[at] ?? ''])));
    });
    return () => {
      ended = true;
    };
  }, [key]);
  return known;
}
