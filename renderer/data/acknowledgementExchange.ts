import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { StoredEntry } from '../../shared/domain/vault/entry.ts';
import { type Failure, ok, type Result } from '../../shared/errors/result.ts';
import { bridge } from '../platform/bridge.ts';
import { useVaultValue, vault } from '../platform/vault.ts';
import { chooseTelling, exchangeAcknowledgements } from './exchangeAcknowledgements.ts';
import type { MessageCalls } from './exchangeMessages.ts';

const everyMs = 10 * 60 * 1_000;
const calls: MessageCalls = (channel, ...args) => bridge.call(channel, ...args);

let problem: Failure | null = null;
const listeners = new Set<() => void>();
/** Why what waits was not sent; null where it was or nothing waits. */
export const useTellingProblem = (): Failure | null => useSyncExternalStore((listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
}, () => problem);

export const tellSecretariat = (given: StoredEntry<'acknowledgement'>, tells: boolean): Promise<Result<null>> => chooseTelling(calls, vault.commands, given, tells, new Date());

/** Carries out what the reader chose: when they choose, when the server is there again, and now and then. */
export function useAcknowledgementExchange(): void {
  const all = useVaultValue({ name: 'entries', type: 'acknowledgement' });
  const latest = useRef(all);
  latest.current = all;
  const running = useRef<Promise<Result<null>>>(Promise.resolve(ok(null)));
  const run = useRef(() => {
    running.current = running.current.then(async () => {
      if (latest.current === undefined || vault.status() !== 'open') return ok(null);
      const result = await exchangeAcknowledgements(calls, vault.commands, latest.current, new Date());
      problem = result.ok ? null : result.error;
      for (const listener of listeners) listener();
      return result;
    });
  });
  const waiting = (all ?? []).flatMap(({ id, telling }) => (telling == null ? [] : [`${id} ${telling.state}`])).join(' ');
  useEffect(() => run.current(), [waiting]);
  useEffect(() => {
    const timer = setInterval(() => run.current(), everyMs);
    const stop = bridge.on('secretariat.changed', ({ reachable }) => {
      if (reachable === 'yes') run.current();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
}
