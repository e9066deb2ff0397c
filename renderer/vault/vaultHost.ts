import { readKey, type FromWorker, type ToWorker, type VaultPort, type VaultRequest } from './protocol.ts';
import { vaultReadSchema, type VaultRead } from '../../shared/domain/vault/vaultReads.ts';
import { attempt, fail, FailureError, ok, type Result } from '../../shared/errors/result.ts';
import * as v from 'valibot';
import { beginStore, giveUpStore, type BegunStore } from './engine/begunStore.ts';
import { runCommand } from './engine/commandHandlers.ts';
import { documentKey, only, personalParent, situationsParent } from './engine/documentKinds.ts';
import { briefingsParent } from './engine/briefingDocument.ts';
import { runsParent } from './engine/runDocument.ts';
import { messagesParent } from './engine/messageDocument.ts';
import { entriesParent } from './engine/entryDocument.ts';
import { foldNotes } from './engine/foldNotes.ts';
import { notesParent } from './engine/noteDocument.ts';
import type { OpenVault } from './engine/openVault.ts';
import type { ReadChange } from './engine/readChange.ts';
import { createVault, recoverVault, unlockQuickly, unlockVault, type Opening, type VaultSurroundings } from './engine/vaultOpening.ts';
import { OpenExchange } from './openExchange.ts';
import { Entering, noteEntered } from './sync/enterVault.ts';
import { noteSheetEntry, SheetEntering, type SheetEntry } from './sync/enterBySheet.ts';
import type { SharedVault } from './sync/sharedVault.ts';
import { exchangeRequests, type ExchangeRequestName } from './sync/exchangeRequests.ts';
import { SentLists } from './sentLists.ts';
import { SyncEngine } from './sync/syncEngine.ts';
import { transportCalls, type TransportCall, type VaultTransport } from './vaultTransport.ts';
import { storageCalls, type StorageCall, type VaultStorage } from './vaultStorage.ts';

/** What the worker brings: everything but the storage, which is asked for over the port. */
export type HostSurroundings = Omit<VaultSurroundings, 'storage' | 'begun'>;

/** The bin is looked through once the user is at work, not while they wait for the list. */
const purgeAfterMs = 10_000;

/** Serves a vault over a port. Runs in the vault worker, and in tests over a MessageChannel. Answers every request with a Result. */
export function serveVault(port: Pick<VaultPort, 'post' | 'listen'>, surroundings: Promise<HostSurroundings>): void {
  const watched = new Map<string, VaultRead>();
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let nextStorageCall = 1;
  /** Commands that are being carried out: a lock lets them end. */
  const running = new Set<Promise<unknown>>();
  let open: OpenVault | null = null;
  let exchange: OpenExchange | null = null;
  /** On a device that is to enter the vault of another one. */
  let entering: Entering | SheetEntering | null = null;
  let opening = false;
  /** Opened while the passphrase is typed. */
  let begun: Promise<BegunStore> | null = null;

  const post = (message: FromWorker) => port.post(message);

  const storageCall = (name: StorageCall | TransportCall, args: readonly unknown[]): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      const id = nextStorageCall++;
      waiting.set(id, resolve);
      post({ type: 'storageCall', id, name, args });
    });
  const storage = Object.fromEntries(storageCalls.map((name) => [name, (...args: unknown[]) => storageCall(name, args)])) as unknown as VaultStorage;
  const transport = Object.fromEntries(transportCalls.map((name) => [name, (...args: unknown[]) => storageCall(name, args)])) as unknown as VaultTransport;

  const lists = new SentLists(post, (vault, key) => vault === open && watched.has(key));

  const send = async (vault: OpenVault, read: VaultRead): Promise<void> => {
    if (read.name === 'notes') return lists.send(vault, read);
    const result = await attempt(() => vault.read(read)).catch(() => fail('vault.readFailed', 'later'));
    if (vault !== open) return;
    post({ type: 'read', key: readKey(read), value: result.ok ? result.value : null, error: result.ok ? null : result.error });
  };

  const changed = (vault: OpenVault, change: ReadChange) => {
    for (const read of watched.values()) if (isAffected(read, change)) void (read.name === 'notes' ? lists.change(vault, read, change.documents) : send(vault, read));
    for (const [key, update] of change.arrived) if (vault.queue.held.isOpen(key)) post({ type: 'arrived', noteId: key.slice(key.indexOf('/') + 1), update });
    if (change.written) exchange?.changed();
    if ([...change.documents].some((key) => key.startsWith('note/'))) exchange?.filesChanged();
  };

  const openWith = async (work: (around: VaultSurroundings) => Promise<Result<Opening>>): Promise<Result<unknown>> => {
    if (open !== null || opening) return fail('vault.alreadyOpen', 'never');
    opening = true;
    const prepared = begun;
    begun = null;
    try {
      const result = await work({ ...(await surroundings), storage, ...(prepared !== null && { begun: prepared }) });
      if (!result.ok) return result;
      const { vault, report } = result.value;
      open = vault;
      entering = null;
      exchange = new OpenExchange(vault, transport);
      vault.onChange((change) => changed(vault, change));
      for (const read of watched.values()) void send(vault, read);
      exchange.start();
      setTimeout(() => vault === open && void clearUp(vault), purgeAfterMs);
      return ok(report);
    } finally {
      opening = false;
      if (open === null && prepared !== null) void giveUpStore(prepared);
    }
  };

  const command = async (vault: OpenVault, name: string, args: readonly unknown[]): Promise<Result<unknown>> => {
    const work = runCommand(vault, name, args);
    running.add(work);
    return work.finally(() => running.delete(work));
  };

  const answer = async (request: VaultRequest): Promise<Result<unknown>> => {
    switch (request.call) {
      case 'status': {
        if (open !== null) return ok('open');
        const slots = await storage.readSlots();
        return slots.ok ? ok(slots.value === null ? 'none' : 'locked') : slots;
      }
      case 'prepare':
        if (open === null && !opening) begun ??= surroundings.then(({ indexedDb }) => beginStore(indexedDb));
        return ok(null);
      case 'create':
        return openWith((around) => createVault(around, request.passphrase, request.kdf));
      case 'unlock':
        return openWith((around) => unlockVault(around, request.passphrase));
      case 'unlockQuickly':
        return openWith(unlockQuickly);
      case 'recover':
        return openWith((around) => recoverVault(around, request.words, request.passphrase));
      case 'lock': {
        const vault = open;
        open = null;
        watched.clear();
        vault?.transfers.stopAll();
        await vault?.queue.flush();
        await Promise.allSettled(running);
        await exchange?.end();
        exchange = null;
        return vault === null ? ok(null) : vault.close();
      }
      case 'watch': {
        const read = v.safeParse(vaultReadSchema, request.read);
        if (!read.success) return fail('vault.badArguments', 'never');
        watched.set(readKey(read.output), read.output);
        if (open !== null) await send(open, read.output);
        return ok(null);
      }
      case 'unwatch':
        watched.delete(readKey(request.read));
        lists.forget(readKey(request.read));
        return ok(null);
      case 'askToEnter': {
        const { sodium } = await surroundings;
        const asked = await Entering.ask(sodium, transport, request.text, request.deviceName);
        if (!asked.ok) return asked;
        entering = asked.value.entering;
        return ok({ compare: asked.value.compare });
      }
      case 'openSheet': {
        const { sodium } = await surroundings;
        const opened = await SheetEntering.open(sodium, transport, request);
        if (!opened.ok) return opened;
        entering = opened.value;
        return ok(null);
      }
      case 'lookEntered': {
        if (entering === null) return fail('pairing.unknown', 'never');
        const looked = await entering.look();
        return looked.ok ? ok(looked.value !== null) : looked;
      }
      case 'enter': {
        const looked = await (entering?.look() ?? fail('pairing.unknown', 'never'));
        if (!looked.ok) return looked;
        const handed = looked.value;
        if (handed === null) return fail('pairing.unknown', 'never');
        return openWith(async (around) => {
          const made = await createVault(around, request.passphrase, request.kdf, handed.shared, { ...handed.identity });
          if (!made.ok) return made;
          const { exchanged } = made.value.vault;
          const introduced = await new SyncEngine({ vault: exchanged, transport, now: around.now }).introduce(handed.shared.roster, handed.shared.revoked ?? {});
          const bySheet = introduced.ok && handed.sheet !== undefined ? await takeSheet(made.value.vault, handed.sheet, handed.shared.roster) : introduced;
          const noted = bySheet.ok ? await noteEntered(exchanged, handed.entered) : bySheet;
          return noted.ok ? made : { ok: false, error: noted.error };
        });
      }
      case 'exchange': {
        if (exchange === null) return fail('vault.locked', 'never');
        if (!Object.hasOwn(exchangeRequests, request.name)) return fail('vault.badArguments', 'never');
        const name: ExchangeRequestName = request.name;
        const parsed = v.safeParse(exchangeRequests[name], request.args);
        return parsed.success ? exchange.request(name, parsed.output) : fail('vault.badArguments', 'never');
      }
      case 'command':
        return open === null ? fail('vault.locked', 'never') : command(open, request.name, request.args);
    }
  };

  const receive = async (message: ToWorker): Promise<void> => {
    if (message.type === 'storageAnswer') {
      waiting.get(message.id)?.(message.result);
      waiting.delete(message.id);
      return;
    }
    let result: Result<unknown>;
    try {
      result = await answer(message.request);
    } catch (error) {
      // What was not foreseen must still be answered, or the window would wait for ever. Its text stays here: it could hold content.
      result = error instanceof FailureError ? { ok: false, error: error.failure } : fail('vault.internal', 'later', { name: error instanceof Error ? error.name : 'unknown' });
    }
    post({ type: 'answer', id: message.id, result });
  };

  port.listen(
    (message) => void receive(message as ToWorker),
    () => undefined,
  );
}

/** The sheet opens this device too, and vouches for it to the others. */
async function takeSheet(vault: OpenVault, sheet: SheetEntry, roster: SharedVault['roster']): Promise<Result<unknown>> {
  const noted = await noteSheetEntry(vault.exchanged, sheet, roster);
  // Without its slot here the sheet still is what it was; the passphrase that was just chosen opens this device.
  if (noted.ok) await vault.keySlots.adoptSheet(sheet.slot, sheet.madeAt, sheet.words);
  return noted;
}

/** Ends what was cut off before, then deletes what has lain in the bin for long enough. */
async function clearUp(vault: OpenVault): Promise<void> {
  await vault.carryIn.takeBackUnfinished().catch(() => undefined);
  await vault.noteFiles.clearUnplaced().catch(() => undefined);
  await vault.noteBin.purgeExpired().catch(() => undefined);
  await foldNotes(vault).catch(() => undefined);
}

function isAffected(read: VaultRead, change: ReadChange): boolean {
  const personal = (kind: string) => change.parents.has(personalParent) && change.documents.has(`${kind}/${only}`);
  switch (read.name) {
    case 'profile':
    case 'profileDraft':
      return personal('profile');
    case 'programme':
      return personal('programme');
    case 'editionRead':
      return personal('editionRead');
    case 'personalSettings':
      return personal('settings');
    case 'situations':
      return change.parents.has(situationsParent);
    case 'situation':
      return change.documents.has(documentKey({ kind: 'situation', id: read.id }));
    case 'notes':
      return change.parents.has(notesParent(read.situationId));
    case 'note':
      return change.documents.has(documentKey({ kind: 'note', id: read.id }));
    // Any note may be connected with any other, and any may have a day.
    case 'noteConnections':
    case 'notesLinkingTo':
    case 'notesDue':
      return [...change.documents].some((key) => key.startsWith('note/') || key.startsWith('situation/'));
    case 'runs':
      return change.parents.has(runsParent);
    case 'run':
      return change.documents.has(documentKey({ kind: 'run', id: read.id }));
    case 'briefings':
      return change.parents.has(briefingsParent(read.situationId));
    case 'briefing':
      return change.documents.has(documentKey({ kind: 'briefing', id: read.id }));
    case 'definition':
      return change.documents.has(documentKey({ kind: 'definition', id: read.hash }));
    case 'messages':
      return change.parents.has(messagesParent);
    case 'entries':
      return change.parents.has(entriesParent(read.type));
    case 'deviceIdentity':
      return change.device;
    case 'keySlots':
    case 'travel':
      return change.slots;
    case 'transfers':
      return change.transfers;
    case 'exchange':
    case 'filePlaces':
      return change.exchange;
    case 'health':
      return change.health;
  }
}
