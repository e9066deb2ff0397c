import { useEffect } from 'react';
import { today } from '../../i18n/nearDate.ts';
import { vault } from '../../platform/vault.ts';

const settleMs = 8_000;
const lookMs = 10 * 60_000;

/** Sees to it that a note whose day has come goes to the bin, soon after the vault is opened and when a new day begins. */
export function useNoteDays(): void {
  useEffect(() => {
    let honoured = '';
    const look = (): void => {
      const now = today();
      if (now === honoured) return;
      void vault.commands.honourNoteDays(now).then((done) => {
        if (done.ok) honoured = now;
      });
    };
    const first = window.setTimeout(look, settleMs);
    const each = window.setInterval(look, lookMs);
    return () => {
      window.clearTimeout(first);
      window.clearInterval(each);
    };
  }, []);
}
