import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { SharedProgress } from '../../shared/contracts/progressApi.ts';
import { type Failure, ok, type Result } from '../../shared/errors/result.ts';
import { bridge } from '../platform/bridge.ts';
import { useVaultValue, vault } from '../platform/vault.ts';
import { chooseProgress, exchangeProgress, progressChoice, type ProgressChoice } from './exchangeProgress.ts';
import type { MessageCalls } from './exchangeMessages.ts';

const everyMs = 10 * 60 * 1_000;
const calls: MessageCalls = (channel, ...args) => bridge.call(channel, ...args);

let problem: Failure | null = null;
const listeners = new Set<() => void>();
const note = (result: Result<null>): void => {
  problem = result.ok ? null : result.error;
  for (const listener of listeners) listener();
};
/** Why the last exchange did not come about; null where it did or none was due. */
export const useProgressProblem = (): Failure | null => useSyncExternalStore((listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
}, () => problem);

/** undefined until it is read. */
export function useProgressChoice(): ProgressChoice | undefined {
  const settings = useVaultValue({ name: 'personalSettings' });
  return useMemo(() => (settings === undefined ? undefined : progressChoice(settings)), [settings]);
}

export const choose = (agrees: boolean): Promise<Result<null>> => chooseProgress(calls, vault.commands, agrees);

/** One at a time, so that a deletion never overtakes what was being sent before it. */
let running: Promise<Result<null>> = Promise.resolve(ok(null));

/** Before a Secretariat is left: what was sent is deleted there, as far as its server answers. */
export async function forgetProgress(choice: ProgressChoice): Promise<void> {
  if (choice.agreed === null && choice.toRemove === null && choice.sent === null) return;
  await choose(false);
  const { sent } = choice;
  running = running.then(() => exchangeProgress(calls, vault.commands, { agreed: null, toRemove: choice.agreed ?? choice.toRemove ?? sent?.account ?? null, sent }, null, new Date()));
  note(await running);
}

/** Sends and deletes whenever the choice or the edition changes, when the server is there again, and now and then. `own` is undefined until it is counted. */
export function useProgressExchange(own: SharedProgress | undefined): void {
  const choice = useProgressChoice();
  const latest = useRef({ choice, own });
  latest.current = { choice, own };
  const run = useRef(() => {
    running = running.then(async () => {
      const { choice: chosen, own: counted } = latest.current;
      if (chosen === undefined || vault.status() !== 'open') return ok(null);
      const result = await exchangeProgress(calls, vault.commands, chosen, counted ?? null, new Date());
      note(result);
      return result;
    });
  });
  const edition = own?.edition.number;
  useEffect(() => run.current(), [choice?.agreed, choice?.toRemove, choice?.sent?.at, edition]);
  useEffect(() => {
    const timer = setInterval(() => run.current(), everyMs);
    // At every sign of the server, since a break may be too short to be seen; where nothing is due nothing is asked.
    const stop = bridge.on('secretariat.changed', ({ reachable }) => {
      if (reachable === 'yes') run.current();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
}
