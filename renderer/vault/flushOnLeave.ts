import type { VaultClient } from './vaultClient.ts';

/** Saves what is pending when the window loses focus, is hidden or goes away. Answers the function that stops it. */
export function flushOnLeave(client: Pick<VaultClient, 'status' | 'commands'>, target: Window): () => void {
  const flush = () => {
    if (client.status() === 'open') void client.commands.flush();
  };
  const events = ['blur', 'pagehide', 'beforeunload'] as const;
  for (const event of events) target.addEventListener(event, flush);
  target.document.addEventListener('visibilitychange', flush);
  return () => {
    for (const event of events) target.removeEventListener(event, flush);
    target.document.removeEventListener('visibilitychange', flush);
  };
}
