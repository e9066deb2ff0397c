import type { FileBytes } from '../../shared/domain/vault/noteFile.ts';
import { entrySituation, type Entry } from '../../shared/domain/vault/entry.ts';
import { formatPairing } from '../../shared/domain/pairingText.ts';
import { attempt, fail, ok, type Result } from '../../shared/errors/result.ts';
import { saysStoreClosed } from './engine/recordStore.ts';
import { documentKinds, documentRef } from './engine/documentKinds.ts';
import { noteFileList } from './engine/noteFileList.ts';
import type { OpenVault } from './engine/openVault.ts';
import { OpenSheets } from './openSheets.ts';
import type { VaultTransport } from './vaultTransport.ts';
import { makeBundle, takeBundle } from './files/carriedBundle.ts';
import { FileExchange } from './files/fileExchange.ts';
import { FileRounds } from './files/fileRounds.ts';
import { checkedAt, fileStanding, noteChecked } from './files/fileStanding.ts';
import { finishEntering } from './sync/enterVault.ts';
import { ExchangeLoop, type LoopTiming } from './sync/exchangeLoop.ts';
import type { ExchangeAnswer, ExchangeRequestName, KnownDevice, OpenedPairing, WaitingFile, WaitingItem } from './sync/exchangeRequests.ts';
import { checkPairingRequest, compareNumber, newPairingCode, pairingOf, sealSharedVault, type AskingDevice, type Pairing } from './sync/pairing.ts';
import { SyncEngine } from './sync/syncEngine.ts';

type Handlers = { readonly [N in ExchangeRequestName]: (...args: never[]) => Promise<Result<ExchangeAnswer<N>>> };
/** Items that the list of what waits names one by one. */
const listedItems = 200;
/** What locking waits for at most while what is written last is sent. */
const lastExchangeMs = 1_200;

/** The exchange of one open vault: when it runs, which devices take part, and what waits. */
export class OpenExchange {
  readonly #vault: OpenVault;
  readonly #transport: VaultTransport;
  readonly #engine: SyncEngine;
  readonly #sheets: OpenSheets;
  readonly #loop: ExchangeLoop;
  readonly #files: FileExchange;
  readonly #fileRounds: FileRounds;
  #pairing: { readonly pairing: Pairing; asking: AskingDevice | null } | null = null;

  constructor(vault: OpenVault, transport: VaultTransport, timing?: LoopTiming) {
    this.#vault = vault;
    this.#transport = transport;
    this.#engine = new SyncEngine({ vault: vault.exchanged, transport, now: vault.now, onAdvance: (advance) => this.#loop.advanced(advance) });
    const random = (): number => vault.sodium.randombytes_uniform(1_000_000) / 1_000_000;
    const standing = () => fileStanding(vault.exchanged, this.#engine);
    this.#files = new FileExchange({ vault: vault.exchangedFiles, transport, standing, call: (call) => this.#engine.call(call), onChange: () => this.#fileRounds.lookSoon() });
    this.#fileRounds = new FileRounds({
      files: this.#files,
      at: async () => ((await this.#hasCompany()) ? ((await standing())?.at ?? null) : null),
      lastChecked: () => checkedAt(vault.exchanged),
      noteChecked: () => noteChecked(vault.exchanged, vault.now()),
      show: (places) => vault.shown.showFilePlaces(places),
      now: vault.now,
      random,
    });
    this.#sheets = new OpenSheets({ vault, transport, engine: this.#engine, listed: () => this.#devices(), exchange: () => this.#loop.now(), nudge: () => this.#loop.nudge(), show: (entries) => vault.shown.show({ ...this.#loop.state, ...entries }) });
    this.#loop = new ExchangeLoop({
      exchange: async () => {
        const entered = await finishEntering(vault.exchanged, transport);
        if (!entered.ok) return entered;
        await this.#sheets.settle();
        if (!(await this.#hasCompany())) return fail('sync.notJoined', 'never');
        const exchanged = await this.#sheets.after(await this.#engine.exchange());
        // Beside the exchange of records, not before its end is told.
        if (exchanged.ok) void this.#fileRounds.run();
        else this.#fileRounds.isAway();
        return exchanged;
      },
      joined: async () => {
        const member = await transport.syncMember();
        return ((member.ok && member.value !== null) || (await vault.exchanged.local('entering')) !== null) && this.#hasCompany();
      },
      waiting: () => vault.exchanged.waiting(),
      lastExchangeAt: () => this.#engine.lastExchangeAt(),
      show: (state) => vault.shown.show({ ...state, ...this.#sheets.entries }),
      now: vault.now,
      random,
      ...(timing === undefined ? {} : { timing }),
    });
  }

  start(): void {
    void this.#sheets.showEntries().then(() => this.#loop.start()).catch((error: unknown) => {
      if (!saysStoreClosed(error)) throw error;
    });
    this.#fileRounds.lookSoon();
  }

  changed(): void {
    this.#loop.changed();
  }

  /** A note changed, and perhaps its files. */
  filesChanged(): void {
    this.#fileRounds.lookSoon();
  }

  async end(): Promise<void> {
    this.#fileRounds.stop();
    await this.#loop.last(lastExchangeMs).catch(() => undefined);
    this.#loop.stop();
  }

  async request(name: ExchangeRequestName, args: readonly unknown[]): Promise<Result<unknown>> {
    const handler = this.#handlers[name] as (...rest: readonly unknown[]) => Promise<Result<unknown>>;
    return attempt(() => handler(...args)).then((outcome) => (outcome.ok ? outcome.value : outcome));
  }

  readonly #handlers: Handlers = {
    nudge: async () => {
      // What was typed a moment ago goes along.
      await this.#vault.queue.flush();
      this.#loop.nudge();
      return ok(null);
    },
    now: async () => {
      const exchanged = await this.#loop.now();
      if (exchanged.ok) void this.#fileRounds.run(true);
      return exchanged;
    },
    moveFile: async (fileId: string) => {
      this.#files.ask(fileId);
      void this.#fileRounds.run();
      return ok(null);
    },
    waitingFiles: async () => ok(await this.#waitingFiles()),
    openPairing: () => this.#openPairing(),
    lookPairing: () => this.#lookPairing(),
    acceptPairing: (passphrase: string) => this.#acceptPairing(passphrase),
    closePairing: async () => {
      this.#pairing = null;
      return ok(null);
    },
    devices: () => this.#devices(),
    revokeDevice: async (deviceId: string) => {
      const kept = await this.#engine.revoke(deviceId);
      if (!kept.ok) return kept;
      // Shut out at once where there is a way; otherwise with the next exchange.
      await this.#loop.now();
      return this.#devices();
    },
    sheetReach: () => this.#sheets.reach(),
    putSheetInForce: (passphrase: string) => this.#sheets.putInForce(passphrase),
    takeSheetOutOfForce: () => this.#sheets.takeOutOfForce(),
    settleSheet: () => this.#sheets.tried(),
    acknowledgeEntry: (deviceId: string) => this.#sheets.acknowledge(deviceId),
    answerOthers: (kept: readonly string[]) => this.#sheets.answerOthers(kept),
    waiting: async () => ok(await this.#waiting()),
    makeFile: (withFiles: boolean, fileName: string, transferId: string) => makeBundle(this.#vault, this.#engine, { withFiles, fileName, transferId }),
    takeFile: async (source: FileBytes, transferId: string) => {
      const taken = await takeBundle(this.#vault, this.#engine, source, transferId);
      if (taken.ok) this.#fileRounds.lookSoon();
      return taken;
    },
  };

  /**
   * With one device there is nobody to exchange with, and nothing that the user writes leaves it, unless they chose that a recovery sheet is
   * enough on a new computer: then the sheet stands in the roster.
   */
  async #hasCompany(): Promise<boolean> {
    const [roster, revoked, ending] = await Promise.all([this.#engine.roster(), this.#engine.revoked(), this.#engine.toRevoke()]);
    return ending.length > 0 || Object.keys(roster).some((device) => revoked[device] === undefined) || this.#sheets.owes();
  }

  async #openPairing(): Promise<Result<OpenedPairing>> {
    const { sodium } = this.#vault;
    const code = newPairingCode(sodium);
    const pairing = pairingOf(sodium, code);
    const opened = await this.#engine.call(() => this.#transport.pairingOpen({ pairingId: pairing.pairingId, pickupHash: pairing.pickupHash }));
    if (!opened.ok) return opened;
    this.#pairing = { pairing, asking: null };
    const { link, code: shown } = formatPairing(opened.value.address, code);
    return ok({ link, code: shown, address: opened.value.address, expiresAt: opened.value.expiresAt });
  }

  async #lookPairing(): Promise<Result<{ readonly deviceName: string; readonly compare: string } | null>> {
    const open = this.#pairing;
    if (open === null) return fail('pairing.unknown', 'never');
    const { sodium } = this.#vault;
    if (open.asking === null) {
      const looked = await this.#engine.call(() => this.#transport.pairingLook(open.pairing.pairingId));
      if (!looked.ok) return looked;
      if (looked.value === null) return ok(null);
      const checked = checkPairingRequest(sodium, open.pairing, looked.value);
      if (!checked.ok) return checked;
      open.asking = checked.value;
    }
    return ok({ deviceName: open.asking.deviceName, compare: compareNumber(sodium, open.pairing, open.asking) });
  }

  async #acceptPairing(passphrase: string): Promise<Result<{ readonly deviceId: string }>> {
    const open = this.#pairing;
    if (open?.asking == null) return fail('pairing.unknown', 'never');
    const { pairing, asking } = open;
    const member = await this.#transport.syncMember();
    const signing = await this.#vault.exchanged.signing();
    if (!member.ok) return member;
    if (!signing.ok) return signing;
    if (member.value === null) return fail('sync.notJoined', 'never');
    const { signKey, boxKey } = signing.value;
    const revoked = await this.#engine.revoked();
    const believed = Object.entries(await this.#engine.roster()).filter(([device]) => revoked[device] === undefined);
    const shared = await this.#vault.keySlots.share(passphrase, { ...Object.fromEntries(believed), [member.value.deviceId]: { signKey, boxKey } }, revoked);
    if (!shared.ok) return shared;
    const sealed = sealSharedVault(this.#vault.sodium, pairing, asking, shared.value);
    const accepted = await this.#engine.call(() => this.#transport.pairingAccept({ pairingId: pairing.pairingId, sealed }));
    if (!accepted.ok) return accepted;
    const introduced = await this.#engine.introduce({ [accepted.value.deviceId]: { signKey: asking.signKey, boxKey: asking.boxKey } });
    if (!introduced.ok) return { ok: false, error: introduced.error };
    this.#pairing = null;
    this.#loop.nudge();
    return accepted;
  }

  async #devices(): Promise<Result<readonly KnownDevice[]>> {
    const member = await this.#transport.syncMember();
    if (!member.ok) return member;
    const listed = await this.#engine.call(() => this.#transport.syncDevices());
    if (!listed.ok) return listed;
    const [roster, revoked, ending, names] = await Promise.all([this.#engine.roster(), this.#engine.revoked(), this.#engine.toRevoke(), this.#vault.read({ name: 'personalSettings' })]);
    const own = member.value?.deviceId;
    return ok(
      listed.value.map(({ deviceId, name, joinedAt, seenOn, revokedAt, signKey }) => {
        const called = names[`deviceName.${deviceId}`];
        return { deviceId, name: typeof called === 'string' ? called : name, isThis: deviceId === own, joinedAt, seenOn, revokedAt, ending: ending.includes(deviceId), stranger: deviceId !== own && roster[deviceId]?.signKey !== signKey, keepsKeys: revokedAt !== null && deviceId !== own && revoked[deviceId] === undefined, bySheet: roster[deviceId]?.bySheet !== undefined };
      }),
    );
  }

  /** Files that are not yet where they should be, with their names. */
  async #waitingFiles(): Promise<readonly WaitingFile[]> {
    const { files } = await this.#vault.read({ name: 'filePlaces' });
    const listed = await Promise.all(
      Object.entries(files).slice(0, listedItems).map(async ([id, place]): Promise<WaitingFile | null> => {
        const document = await this.#vault.queue.document({ kind: 'note', id: place.noteId }).catch(() => null);
        const file = document === null ? undefined : noteFileList(document.doc).find((candidate) => candidate.id === id);
        return file === undefined ? null : { ...place, id, name: file.name };
      }),
    );
    return listed.filter((file) => file !== null);
  }

  async #waiting(): Promise<readonly WaitingItem[]> {
    const keys = (await this.#vault.exchanged.outbox()).slice(0, listedItems);
    const items = await Promise.all(
      keys.map(async (key): Promise<WaitingItem | null> => {
        const ref = documentRef(key);
        const document = ref === null ? null : await this.#vault.queue.document(ref).catch(() => null);
        if (ref === null || document === null) return null;
        const view = documentKinds[ref.kind].view(document.doc, { id: ref.id, changedAt: document.changedAt }) as { readonly title?: unknown; readonly name?: unknown; readonly situationId?: unknown; readonly entry?: Entry } | null;
        const entry = view?.entry as (Entry & { readonly title?: unknown; readonly name?: unknown; readonly label?: unknown }) | undefined;
        const title = view?.title ?? view?.name ?? entry?.title ?? entry?.name ?? entry?.label;
        const situationId = view?.situationId ?? (entry === undefined ? null : entrySituation(entry));
        return { kind: ref.kind, id: ref.id, title: typeof title === 'string' && title !== '' ? title : null, situationId: typeof situationId === 'string' && situationId !== '' ? situationId : null, entryType: entry?.type ?? null };
      }),
    );
    return items.filter((item) => item !== null);
  }
}
