import type { ExchangeState } from '../../shared/domain/vault/exchangeState.ts';
import { ok, type Result } from '../../shared/errors/result.ts';
import type { OpenVault } from './engine/openVault.ts';
import type { KnownDevice, SheetReach } from './sync/exchangeRequests.ts';
import { acknowledgeEntry, asksForOthers, shutOutOthers, unknownEntries } from './sync/sheetEntries.ts';
import { SheetKeeper } from './sync/sheetKeeper.ts';
import type { ExchangeReport, SyncEngine } from './sync/syncEngine.ts';
import type { VaultTransport } from './vaultTransport.ts';

type Entries = Pick<ExchangeState, 'bySheet' | 'asksForOthers'>;

export interface OpenSheetsParts {
  readonly vault: OpenVault;
  readonly transport: VaultTransport;
  readonly engine: SyncEngine;
  /** Devices as the server lists them. */
  listed(): Promise<Result<readonly KnownDevice[]>>;
  exchange(): Promise<unknown>;
  nudge(): void;
  show(entries: Entries): void;
}

/** The recovery sheets of one open vault: how far one reaches, choosing it, and who came in by one. */
export class OpenSheets {
  readonly #parts: OpenSheetsParts;
  readonly #keeper: SheetKeeper;
  entries: Entries = { bySheet: [], asksForOthers: false };

  constructor(parts: OpenSheetsParts) {
    this.#parts = parts;
    const { vault, engine, transport } = parts;
    this.#keeper = new SheetKeeper({
      vault: vault.exchanged,
      engine,
      transport,
      ownSheet: () => vault.keySlots.triedSheet(),
      sealBeside: (name, content) => vault.keyring.sealBeside(name, content),
      now: vault.now,
    });
  }

  /** Before an exchange. */
  settle(): Promise<void> {
    return this.#keeper.settle();
  }

  owes(): Promise<boolean> {
    return this.#keeper.owes();
  }

  /** After one: shows who came in, and renews what the sheet opens. Answers the exchange's own outcome where that went well. */
  async after(exchanged: Result<ExchangeReport>): Promise<Result<ExchangeReport>> {
    await this.showEntries();
    if (!exchanged.ok) return exchanged;
    const renewed = await this.#keeper.renew();
    return renewed.ok ? exchanged : renewed;
  }

  async showEntries(): Promise<void> {
    const { vault, engine } = this.#parts;
    this.entries = { bySheet: await unknownEntries(vault.exchanged, await engine.roster(), await engine.revoked()), asksForOthers: await asksForOthers(vault.exchanged) };
    this.#parts.show(this.entries);
  }

  async reach(): Promise<Result<SheetReach>> {
    const { vault, engine, transport } = this.#parts;
    const member = await transport.syncMember();
    if (!member.ok) return member;
    const joined = member.value !== null;
    const inForce = await this.#keeper.inForce();
    const [roster, revoked, own] = [await engine.roster(), await engine.revoked(), vault.keySlots.triedSheet()];
    const looked = joined && inForce !== null ? await engine.call(() => transport.sheetLook()) : null;
    const kept = looked?.ok === true ? looked.value : null;
    const isKept = kept !== null && kept.sheetId === inForce?.sheetId;
    if (looked?.ok === true && !isKept && inForce?.renewedAt != null) await this.#keeper.keepAgain();
    return ok({
      joined,
      alone: !Object.entries(roster).some(([device, { sheet }]) => sheet === undefined && revoked[device] === undefined),
      own: own === null ? null : { name: own.name, needsWords: own.member === null, isSpent: own.member !== null && revoked[own.member.sheetId] !== undefined },
      inForce: inForce === null ? null : { ...inForce, renewedAt: isKept ? kept.keptAt : inForce.renewedAt },
      atServer: looked === null || !looked.ok ? 'unknown' : isKept ? 'kept' : 'missing',
      refused: isKept ? kept.refused : 0,
    });
  }

  /** Asks for the passphrase, because the paper becomes a key of its own. Fails as openByPassphrase and SheetKeeper.putInForce do. */
  async putInForce(passphrase: string): Promise<Result<SheetReach>> {
    const proved = await this.#parts.vault.keySlots.prove(passphrase);
    const put = proved.ok ? await this.#keeper.putInForce() : proved;
    return put.ok ? this.#changed() : put;
  }

  async takeOutOfForce(): Promise<Result<SheetReach>> {
    const taken = await this.#keeper.takeOutOfForce();
    return taken.ok ? this.#changed() : taken;
  }

  /** A sheet was tried: where one is in force, it takes its place. */
  async tried(): Promise<Result<null>> {
    await this.#keeper.settle();
    this.#parts.nudge();
    return ok(null);
  }

  async acknowledge(deviceId: string): Promise<Result<null>> {
    const noted = await acknowledgeEntry(this.#parts.vault.exchanged, deviceId);
    await this.showEntries();
    return noted;
  }

  async answerOthers(kept: readonly string[]): Promise<Result<null>> {
    const { vault, engine } = this.#parts;
    const listed = await this.#parts.listed();
    if (!listed.ok) return listed;
    const there = listed.value.filter(({ revokedAt }) => revokedAt === null).map(({ deviceId }) => deviceId);
    const answered = await shutOutOthers(vault.exchanged, engine, kept, there, vault.keySlots.triedSheet()?.member?.sheetId ?? null);
    await this.showEntries();
    this.#parts.nudge();
    return answered;
  }

  /** Done at once where there is a way to the server, so that what is said of it is true. */
  async #changed(): Promise<Result<SheetReach>> {
    await this.#parts.exchange();
    return this.reach();
  }
}
