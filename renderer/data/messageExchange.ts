import { useEffect, useSyncExternalStore } from 'react';
import type { Failure } from '../../shared/errors/result.ts';
import { bridge } from '../platform/bridge.ts';
import { vault } from '../platform/vault.ts';
import { exchangeMessages, withdrawPart, type MessageCalls } from './exchangeMessages.ts';

const everyMs = 10 * 60 * 1_000;
const calls: MessageCalls = (channel, ...args) => bridge.call(channel, ...args);

export interface ExchangeNews {
  readonly running: boolean;
  readonly problem: Failure | null;
}
let news: ExchangeNews = { running: false, problem: null };
const listeners = new Set<() => void>();
const show = (next: ExchangeNews): void => {
  news = next;
  for (const listener of listeners) listener();
};

let running: Promise<void> | null = null;
let again = false;
/** Sends and fetches what waits. One exchange at a time; what is asked for meanwhile is done after it. */
export function exchangeNow(): Promise<void> {
  if (running !== null) {
    again = true;
    return running;
  }
  show({ ...news, running: true });
  running = exchangeMessages(calls, vault.commands)
    .then(({ problem }) => show({ running: false, problem }))
    .finally(() => {
      running = null;
      if (again && vault.status() === 'open') {
        again = false;
        void exchangeNow();
      }
    });
  return running;
}

export const withdraw = (message: string, part: { readonly id: string; readonly state: string }) => withdrawPart(calls, vault.commands, message, part);

export const useExchangeNews = (): ExchangeNews => useSyncExternalStore((listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
}, () => news);

/** Exchanges at the start, whenever the server is there again, and now and then. */
export function useMessageExchange(): void {
  useEffect(() => {
    void exchangeNow();
    const timer = setInterval(() => void exchangeNow(), everyMs);
    let wasReachable = false;
    const stop = bridge.on('secretariat.changed', ({ reachable }) => {
      if (reachable === 'yes' && !wasReachable) void exchangeNow();
      wasReachable = reachable === 'yes';
    });
    // Also said when a message was left for this account.
    const stopNews = bridge.on('secretariat.news', () => void exchangeNow());
    return () => {
      clearInterval(timer);
      stopNews();
      stop();
    };
  }, []);
}
