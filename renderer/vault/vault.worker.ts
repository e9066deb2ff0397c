/** The only place in the app where keys and opened records exist. It has no network (connect-src 'none'): libsodium carries its code inside. */
import sodium from 'libsodium-wrappers-sumo';
import { databaseName, practiceDatabaseName } from './engine/databaseNames.ts';
import { practiceWorkerName } from './protocol.ts';
import { serveVault } from './vaultHost.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;

serveVault(
  {
    post: (message) => scope.postMessage(message),
    listen: (onMessage) => scope.addEventListener('message', (event: MessageEvent<unknown>) => onMessage(event.data)),
  },
  sodium.ready.then(() => ({ sodium, indexedDb: { indexedDB: scope.indexedDB, IDBKeyRange, name: scope.name === practiceWorkerName ? practiceDatabaseName : databaseName }, now: () => new Date().toISOString() })),
);
