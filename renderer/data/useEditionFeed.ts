import { useEffect } from 'react';
import { bridge } from '../platform/bridge.ts';
import { adoptEdition } from './adoptEdition.ts';

/** Brings the edition that the main process has verified into the window's tables, at start and whenever a new one is in force. */
export function useEditionFeed(): void {
  useEffect(() => {
    let ended = false;
    let adopted = 0;
    let last: Promise<void> = Promise.resolve();
    const bring = (): void => {
      last = last.then(async () => {
        if (ended) return;
        const active = await bridge.call('editions.active');
        if (!active.ok || ended) return;
        await adoptEdition(active.value);
        adopted = active.value.manifest.number;
      });
    };
    bring();
    const stop = bridge.on('editions.changed', (state) => {
      if (state.number !== adopted) bring();
    });
    return () => {
      ended = true;
      stop();
    };
  }, []);
}
