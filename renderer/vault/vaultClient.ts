/**
 * The window's side of the vault. Screens use this and nothing else of the vault.
 *
 *   const vault = createVaultClient({ spawnWorker: spawnVaultWorker, storage });
 *
 *   vault.status()                          'checking' | 'none' | 'locked' | 'opening' | 'open'
 *   vault.subscribeStatus(listener)         () => void
 *   await vault.create({ passphrase })      Result<UnlockReport>; makes the vault and leaves it open
 *   vault.prepare()                         starts the worker and opens the store while the passphrase is typed
 *   await vault.unlock(passphrase)          Result<UnlockReport>
 *   await vault.recover(words, next)        Result<UnlockReport>; recovery sheet and new passphrase
 *   await vault.lock()                      saves what is pending (2 s at most), ends the worker
 *
 *   vault.subscribe(read, listener)         () => void           } made for useSyncExternalStore:
 *   vault.getSnapshot(read)                 ReadSnapshot<value>  } the snapshot keeps its identity until it changes
 *     read: { name: 'profile' } | { name: 'profileDraft' } | { name: 'programme' } | { name: 'situations' } | { name: 'situation', id }
 *         | { name: 'notes', situationId } | { name: 'note', id } | { name: 'editionRead' } | { name: 'personalSettings' }
 *         | { name: 'deviceIdentity' } | { name: 'health' }      (values: shared/domain/vault/vaultReads.ts)
 *     A read is loaded while somebody is subscribed to it and ten seconds longer; otherwise its snapshot is `loading`.
 *
 *   await vault.commands.setTaskState('wk-01', 'done')           Result<{ savedAt }>; all commands and their values:
 *     saveProfileDraft saveProfile setTaskState setStepDone moveTaskDate createSituation updateSituation archiveSituation createNote
 *     updateNoteFields trashNote restoreNote openNote pushNoteUpdate closeNote markSectionRead markSectionUnread setLastSeenEdition
 *     savePersonalSettings deviceIdentity flush                  (signatures: shared/domain/vault/vaultCommands.ts)
 *
 * An editor: `const opened = await vault.commands.openNote(id)`; `Y.applyUpdate(doc, opened.value.state, 'vault')`;
 * `doc.on('update', (update, origin) => origin !== 'vault' && vault.commands.pushNoteUpdate(id, update))`; the text is
 * `doc.getXmlFragment('body')`; leave the map `fields` to updateNoteFields. At the end: closeNote.
 *
 * Failure codes of create and unlock: vault.wrongPassphrase, vault.passphraseEmpty, vault.damaged, vault.storeMissing,
 * vault.kdfBelowFloor, vault.kdfAboveCeiling, vault.exists, vault.none, vault.newerFormat. Of commands: vault.locked, vault.diskFull,
 * vault.journalFailed, vault.badArguments, vault.notFound, vault.documentDamaged, vault.workerStopped.
 */
import { vaultCommands, type CommandName, type VaultCommands } from '../../shared/domain/vault/vaultCommands.ts';
import type { ReadSnapshot, VaultRead, VaultReadValue } from '../../shared/domain/vault/vaultReads.ts';
import type { UnlockReport, VaultStatus } from '../../shared/domain/vault/vaultStatus.ts';
import { fail, type Result } from '../../shared/errors/result.ts';
import { exchangeRequests, type ExchangeAccess, type ExchangeRequestName } from './sync/exchangeRequests.ts';
import { noTransport, transportCalls, type VaultTransport } from './vaultTransport.ts';
import type { FromWorker, KdfChoice, ToWorker, VaultAnswers, VaultPort, VaultRequest } from './protocol.ts';
import { ReadCache } from './readCache.ts';
import { TakenBack } from './takenBack.ts';
import type { VaultStorage } from './vaultStorage.ts';

export interface VaultClient {
  status(): VaultStatus;
  subscribeStatus(listener: () => void): () => void;
  create(options: { readonly passphrase: string; readonly kdf?: KdfChoice }): Promise<Result<UnlockReport>>;
  /** Starts the worker and has it open the store, so that an unlock waits for neither. For the first key that is typed; does nothing unless locked. */
  prepare(): void;
  unlock(passphrase: string): Promise<Result<UnlockReport>>;
  /** Opens with what the system's key store keeps. Fails with `vault.quickGone` or as the key store does. */
  unlockQuickly(): Promise<Result<UnlockReport>>;
  /** Opens with the words of a recovery sheet and sets a new passphrase in place of those before. */
  recover(words: string, passphrase: string): Promise<Result<UnlockReport>>;
  /** On a new device: asks with what another device shows, looks whether it was let in, and makes the vault that was handed over. */
  askToEnter(text: string, deviceName: string): Promise<Result<{ readonly compare: string }>>;
  lookEntered(): Promise<Result<boolean>>;
  /** On a new device with a recovery sheet alone: fetches what the sheet opens; `enter` then makes the vault. */
  openSheet(address: string, words: string, deviceName: string): Promise<Result<null>>;
  enter(passphrase: string): Promise<Result<UnlockReport>>;
  lock(): Promise<void>;
  /** Tells what other devices changed in a note that is open, as Yjs updates. */
  onArrived(noteId: string, listener: (update: Uint8Array) => void): () => void;
  readonly exchange: ExchangeAccess;
  subscribe(read: VaultRead, listener: () => void): () => void;
  getSnapshot<R extends VaultRead>(read: R): ReadSnapshot<VaultReadValue<R>>;
  readonly commands: VaultCommands;
  /** The last change that the disk did not take. */
  readonly takenBack: Pick<TakenBack, 'get' | 'subscribe' | 'forget'>;
}

export interface VaultClientOptions {
  readonly spawnWorker: () => VaultPort;
  readonly storage: VaultStorage;
  /** The way to the Secretariat; without one nothing is ever exchanged. */
  readonly transport?: VaultTransport;
  /** How long lock() waits for pending changes to be saved before it ends the worker all the same. */
  readonly lockTimeoutMs?: number;
}

/** How long the value of a read is kept up after its last subscriber has left. */
const lingerMs = 10_000;

export function createVaultClient({ spawnWorker, storage, transport = noTransport, lockTimeoutMs = 2_000 }: VaultClientOptions): VaultClient {
  const reads = new ReadCache();
  const takenBack = new TakenBack();
  const arrivals = new Map<string, Set<(update: Uint8Array) => void>>();
  const isTransportCall = (name: string): name is (typeof transportCalls)[number] => (transportCalls as readonly string[]).includes(name);
  const statusListeners = new Set<() => void>();
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let current: VaultStatus = 'checking';
  let port: VaultPort | null = null;
  let nextId = 1;
  let locking: Promise<void> | null = null;

  const status = (): VaultStatus => current;
  const setStatus = (next: VaultStatus) => {
    if (next === current) return;
    current = next;
    for (const listener of [...statusListeners]) listener();
  };

  const endWorker = (code: string) => {
    port?.terminate();
    port = null;
    const unanswered = [...waiting.values()];
    waiting.clear();
    for (const answer of unanswered) answer(fail(code, 'now'));
    reads.clear();
  };

  const callStorage = async (message: Extract<FromWorker, { type: 'storageCall' }>): Promise<Result<unknown>> => {
    const target = isTransportCall(message.name) ? transport : storage;
    const call = (target as unknown as Readonly<Record<string, ((...args: readonly unknown[]) => Promise<Result<unknown>>) | undefined>>)[message.name];
    if (call === undefined) return fail('vault.storageUnreachable', 'never');
    try {
      return call === undefined ? fail('vault.storageUnreachable', 'later') : await call.apply(target, message.args as unknown[]);
    } catch {
      return fail('vault.storageUnreachable', 'later');
    }
  };

  const receive = (from: VaultPort, raw: unknown) => {
    const message = raw as FromWorker;
    if (from !== port) return;
    if (message.type === 'answer') {
      const answer = waiting.get(message.id);
      waiting.delete(message.id);
      answer?.(message.result);
    } else if (message.type === 'read') {
      reads.put(message.key, message.value, message.error);
    } else if (message.type === 'listPart') {
      reads.putPart(message.key, message.values, message.first, message.last);
    } else if (message.type === 'listChanged') {
      reads.change(message.key, message.values, message.gone);
    } else if (message.type === 'arrived') {
      for (const listener of [...(arrivals.get(message.noteId) ?? [])]) listener(message.update);
    } else {
      void callStorage(message).then((result) => from === port && from.post({ type: 'storageAnswer', id: message.id, result } satisfies ToWorker));
    }
  };

  const ensurePort = (): VaultPort => {
    if (port !== null) return port;
    const started = spawnWorker();
    port = started;
    started.listen(
      (message) => receive(started, message),
      () => {
        if (started !== port) return;
        endWorker('vault.workerStopped');
        setStatus('locked');
      },
    );
    return started;
  };

  const request = <C extends VaultRequest['call']>(body: Extract<VaultRequest, { call: C }>): Promise<Result<VaultAnswers[C]>> =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve as (result: Result<unknown>) => void);
      ensurePort().post({ type: 'request', id, request: body } satisfies ToWorker);
    });

  const open = async (body: Extract<VaultRequest, { call: 'create' | 'unlock' | 'unlockQuickly' | 'recover' | 'enter' }>): Promise<Result<UnlockReport>> => {
    await locking;
    if (status() === 'opening' || status() === 'open') return fail('vault.alreadyOpen', 'never');
    const before = status() === 'checking' ? 'locked' : status();
    setStatus('opening');
    const result = await request(body);
    if (!result.ok) {
      if (status() === 'opening') setStatus(result.error.code === 'vault.exists' ? 'locked' : result.error.code === 'vault.none' ? 'none' : before);
      return result;
    }
    for (const read of reads.watched()) void request({ call: 'watch', read });
    setStatus('open');
    return result;
  };

  const lockNow = async (): Promise<void> => {
    if (port === null) return;
    if (status() === 'open') {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, lockTimeoutMs);
      });
      await Promise.race([request({ call: 'lock' }), limit]);
      clearTimeout(timer);
    }
    endWorker('vault.locked');
    setStatus('locked');
  };

  const run = async (name: CommandName, args: readonly unknown[]): Promise<Result<unknown>> => {
    if (status() !== 'open') return fail('vault.locked', 'never');
    const result = await request({ call: 'command', name, args });
    takenBack.answered(name, result);
    return result;
  };
  const commands = Object.fromEntries((Object.keys(vaultCommands) as CommandName[]).map((name) => [name, (...args: unknown[]) => run(name, args)])) as unknown as VaultCommands;

  const exchange = Object.fromEntries(
    (Object.keys(exchangeRequests) as ExchangeRequestName[]).map((name) => [name, (...args: unknown[]) => (status() === 'open' ? request({ call: 'exchange', name, args }) : Promise.resolve(fail('vault.locked', 'never')))]),
  ) as unknown as ExchangeAccess;

  void storage.readSlots().then(
    (slots) => status() === 'checking' && setStatus(slots.ok && slots.value === null ? 'none' : 'locked'),
    () => status() === 'checking' && setStatus('locked'),
  );

  return {
    status,
    subscribeStatus: (listener) => {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    create: ({ passphrase, kdf }) => open({ call: 'create', passphrase, kdf: kdf ?? null }),
    prepare: () => {
      if (status() === 'locked' && port === null && locking === null) void request({ call: 'prepare' });
    },
    unlock: (passphrase) => open({ call: 'unlock', passphrase }),
    unlockQuickly: () => open({ call: 'unlockQuickly' }),
    recover: (words, passphrase) => open({ call: 'recover', words, passphrase }),
    askToEnter: (text, deviceName) => request({ call: 'askToEnter', text, deviceName }),
    lookEntered: () => request({ call: 'lookEntered' }),
    openSheet: (address, words, deviceName) => request({ call: 'openSheet', address, words, deviceName }),
    enter: (passphrase) => open({ call: 'enter', passphrase, kdf: null }),
    onArrived: (noteId, listener) => {
      const listeners = arrivals.get(noteId) ?? new Set();
      arrivals.set(noteId, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && arrivals.get(noteId) === listeners) arrivals.delete(noteId);
      };
    },
    takenBack,
    exchange: Object.freeze(exchange),
    lock: () => {
      locking ??= lockNow().finally(() => {
        locking = null;
      });
      return locking;
    },
    subscribe: (read, listener) => {
      if (reads.add(read, listener).first && status() === 'open') void request({ call: 'watch', read });
      return () => {
        if (!reads.remove(read, listener).last) return;
        // The screen that comes next often wants the same: its first frame then has the value at once.
        setTimeout(() => {
          if (reads.dropUnused(read) && status() === 'open') void request({ call: 'unwatch', read });
        }, lingerMs);
      };
    },
    getSnapshot: <R extends VaultRead>(read: R) => reads.snapshot(read) as ReadSnapshot<VaultReadValue<R>>,
    commands: Object.freeze(commands),
  };
}
