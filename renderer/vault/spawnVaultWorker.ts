import { practiceWorkerName, type VaultPort } from './protocol.ts';

/** Starts the vault worker of the app. A new one is started after every lock, because locking ends it. */
export function spawnVaultWorker(practice: boolean): VaultPort {
  const worker = new Worker(new URL('./vault.worker.ts', import.meta.url), { type: 'module', name: practice ? practiceWorkerName : 'vault' });
  return {
    post: (message) => worker.postMessage(message),
    listen: (onMessage, onFailure) => {
      worker.addEventListener('message', (event: MessageEvent<unknown>) => onMessage(event.data));
      worker.addEventListener('error', onFailure);
      worker.addEventListener('messageerror', onFailure);
    },
    terminate: () => worker.terminate(),
  };
}
