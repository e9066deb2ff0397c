import type { Network } from '../../shared/content/network.schema.ts';
import { withdrawalsIn, type ActiveEdition, type EarlierEdition, type EditionState, type EditionSummary, type Manifest } from '../../shared/contracts/edition.ts';
import { attempt, type Failure, type Result } from '../../shared/errors/result.ts';
import { presentTime, raiseFloors, saveFloors, type ClientContext, type EditionLog } from './clientContext.ts';
import { defaultLimits, type ClientLimits } from './clientLimits.ts';
import { directoryReader } from './directoryReader.ts';
import { keepEdition, listEditions, readEarlierEdition } from './earlierEditions.ts';
import { editionFailure, type EditionFailureCode } from './editionFailure.ts';
import { editionFileReader } from './editionFileReader.ts';
import { exportEdition } from './exportEdition.ts';
import { createEditionDisk, type EditionDisk } from './editionDisk.ts';
import { createEditionStore } from './editionStore.ts';
import type { FloorStore } from './floorStore.ts';
import type { Fetcher } from './httpFetcher.ts';
import { httpReader } from './httpReader.ts';
import { openNetwork, takeNetwork, type HeldNetwork } from './networkFile.ts';
import { openEdition, type OpenedEdition } from './openEdition.ts';
import type { RepositoryReader } from './repositoryReader.ts';
import { firstRoot } from './rootChain.ts';
import { issuedAt } from './signedFile.ts';
import { rolloutOf } from './rollout.ts';
import type { MetadataChain } from './metadataChain.ts';
import type { TrustedRoot } from './rootChain.ts';
import { takeEdition } from './takeEdition.ts';
import { languagesOffered, openTranslation, takeTranslation, type HeldTranslation } from './translationFile.ts';
import { VersionFloors } from './versionFloors.ts';

export interface EditionClientOptions {
  /** Folder of this client alone; made where it is missing. */
  readonly storageDir: string;
  /** Folder of the edition that ships in the app, with `metadata` and `targets`. Its first root is what everything is proved from. */
  readonly bundledDir: string;
  readonly fetcher: Fetcher;
  readonly clock: () => Date;
  /** Further places for the versions that may not fall again, outside `storageDir`. */
  readonly floors?: readonly FloorStore[];
  readonly log?: EditionLog;
  readonly language?: string;
  readonly limits?: Partial<ClientLimits>;
  /** The language into which this person wants the Manual translated, asked for at each refresh; null for the original alone. */
  readonly translation?: () => string | null;
  /** For tests that cut the power. */
  readonly disk?: EditionDisk;
}

export interface RefreshOptions {
  /** Also take an edition that reaches only a share of devices so far: a person asked. What is carried by hand is always taken. */
  readonly ahead?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly receivedBytes: number; readonly totalBytes: number }) => void;
}

export interface RefreshOutcome {
  /** False where the edition in force was the newest already. */
  readonly isNew: boolean;
  readonly number: number;
  readonly edition: string;
}

export interface EditionClient {
  /**
   * Proves what is on this device and chooses what is read. Call it once, before all else.
   * @throws FailureError `edition.damaged` only where no edition on this device is whole, the installed one included
   */
  open(): Promise<EditionState>;
  state(): EditionState;
  active(): ActiveEdition;
  /** What is published for the network besides the edition; null where nothing is. */
  network(): Network | null;
  /** Manifest of the edition before, for what changed; null where there is none on this device. */
  previousManifest(): Manifest | null;
  /** Every edition on this device, the newest first. */
  editions(): Promise<EditionSummary[]>;
  /**
   * An edition that was in force here before, whole and proved anew.
   * @throws FailureError `edition.notKept`
   */
  edition(number: number): Promise<EarlierEdition>;
  /** Copies the edition in force to the device where only the installation has it, so that it can be read after the app was replaced. */
  keepInForce(): Promise<void>;
  /** SHA-256 of the first root, hexadecimal: which Secretariat this app trusts. */
  fingerprint(): string;
  /**
   * Asks the Secretariat's server and takes a newer edition. One call at a time; a second one for the same address joins the first.
   * @param source address above `metadata` and `targets`, such as `https://example.org/repository/`
   */
  refresh(source: { readonly baseUrl: string }, options?: RefreshOptions): Promise<Result<RefreshOutcome>>;
  /** Takes an edition from a folder that was carried by hand. The same checks, except that an old confirmation is accepted as such. */
  importFrom(directory: string, options?: RefreshOptions): Promise<Result<RefreshOutcome>>;
  /** Takes an edition from an update file that was read into memory; the same checks as importFrom. */
  importFile(bytes: Uint8Array, options?: RefreshOptions): Promise<Result<RefreshOutcome>>;
  /** The edition in force and all that proves it, as an update file. */
  exportFile(): Promise<Uint8Array>;
  /** The translation on this device in the wanted language; null where there is none. */
  translation(): HeldTranslation | null;
  /** Reads the wanted language anew from the disk, after the person chose another. */
  openTranslation(): Promise<void>;
  /** Calls the listener whenever the translation changed. */
  onTranslation(listener: () => void): void;
  /** Calls the listener whenever something newer was published for the network. */
  onNetwork(listener: (network: Network) => void): void;
  /** Calls the listener whenever the state changed; answers how to stop that. */
  onChange(listener: (state: EditionState) => void): () => void;
}

const progressEveryMs = 100;

/** The device's side of editions: see docs/editions.md. A plain Node module; network, clock and folders are handed in. */
export function createEditionClient(options: EditionClientOptions): EditionClient {
  const language = options.language ?? 'en';
  const limits: ClientLimits = { ...defaultLimits, ...options.limits };
  const log: EditionLog = options.log ?? ((): void => undefined);
  const listeners = new Set<(state: EditionState) => void>();
  let context: ClientContext | null = null;
  let opened: OpenedEdition | null = null;
  let network: HeldNetwork | null = null;
  let onNetwork: (network: Network) => void = () => undefined;
  let translation: HeldTranslation | null = null;
  let onTranslation: () => void = () => undefined;
  let activeTexts: Readonly<Record<string, string>> = {};
  let checking = false;
  let progress: EditionState['progress'] = null;
  let refusal: EditionState['refusal'] = null;
  let running: { key: string; result: Promise<Result<RefreshOutcome>> } | null = null;

  let files = 0;

  const inForce = (): { context: ClientContext; opened: OpenedEdition } => {
    if (!context || !opened) throw new Error('The edition client is not open yet');
    return { context, opened };
  };
  const put = (next: OpenedEdition): void => {
    opened = next;
    activeTexts = Object.fromEntries(next.edition.manifest.items.map((item) => [item.sha256, next.edition.texts.get(item.sha256) ?? '']));
  };
  const state = (): EditionState => stateOf(inForce(), { checking, progress, refusal });
  const changed = (): void => {
    const now = state();
    for (const listener of [...listeners]) listener(now);
  };

  const take = async (source: RepositoryReader, carried: boolean, refresh: RefreshOptions): Promise<RefreshOutcome> => {
    const { context: shared, opened: before } = inForce();
    let shownAt = 0;
    const onProgress = (receivedBytes: number, totalBytes: number): void => {
      progress = { receivedBytes, totalBytes };
      refresh.onProgress?.(progress);
      if (performance.now() - shownAt < progressEveryMs && receivedBytes < totalBytes) return;
      shownAt = performance.now();
      changed();
    };
    const taken = await takeEdition(shared, source, { signal: refresh.signal, carried, ahead: carried || refresh.ahead === true, active: before.edition, confirmed: new Map([...(before.carried?.files ?? []), ...(before.confirmation?.files ?? [])]), onProgress });
    if (taken.kind === 'newer') {
      if (before.origin === 'bundled') await keepEdition(shared, before.edition);
      const setInForce = await shared.store.activate(taken.edition, before.setInForce);
      put({ edition: taken.edition, origin: 'stored', setInForce, previous: before.edition.manifest, confirmation: null, carried: null });
      log('editions.activated', { number: taken.edition.manifest.number, edition: taken.edition.manifest.edition });
    }
    const { opened: now } = inForce();
    const chain = taken.kind === 'newer' ? taken.edition.chain : taken.chain;
    put(carried ? { ...now, carried: chain } : { ...now, confirmation: chain });
    await shared.store.writeConfirmation(carried ? 'carried' : 'online', chain.files);
    if (taken.kind === 'newer') await shared.store.removeUnused().catch((error: unknown) => log('editions.notTidied', { reason: String(error) }));
    await bringTranslation(source, chain, taken.root, carried, refresh.signal);
    const networkBefore = network;
    network = await takeNetwork(shared, source, chain, taken.root, network, { carried, signal: refresh.signal });
    await saveFloors(shared);
    if (network !== null && network !== networkBefore) onNetwork(network.network);
    const { number, edition } = now.edition.manifest;
    return { isNew: taken.kind === 'newer', number, edition };
  };

  /** What is wrong with a translation does not keep the edition back: the one that is here stays. */
  const bringTranslation = async (source: RepositoryReader, chain: MetadataChain, root: TrustedRoot, carried: boolean, signal: AbortSignal | undefined): Promise<void> => {
    const wanted = options.translation?.() ?? null;
    if (wanted === null || wanted === language) return;
    const { context: shared } = inForce();
    const before = translation?.manifest.language === wanted ? translation : null;
    const result = await attempt(() => takeTranslation(shared, source, chain, root, wanted, before, { carried, signal }));
    if (!result.ok) log('editions.translationRefused', { language: wanted, code: result.error.code, ...result.error.details });
    else if (result.value !== null && result.value !== translation) {
      translation = result.value;
      onTranslation();
    }
  };
  const readTranslation = async (): Promise<void> => {
    const wanted = options.translation?.() ?? null;
    translation = wanted === null ? null : await openTranslation(inForce().context, wanted);
  };

  const run = async (openSource: () => RepositoryReader, carried: boolean, refresh: RefreshOptions, explain?: typeof explainFile): Promise<Result<RefreshOutcome>> => {
    checking = true;
    changed();
    try {
      const result = await attempt(() => take(openSource(), carried, refresh));
      if (result.ok) refusal = null;
      else {
        log('editions.refused', { code: result.error.code, ...result.error.details });
        if (explain) return { ok: false, error: explain(result.error) }; // said where the file was chosen; it tells nothing of the server
        if (result.error.code !== 'edition.cancelled') refusal = { code: result.error.code, at: inForce().context.clock().toISOString() };
      }
      return result;
    } finally {
      checking = false;
      progress = null;
      changed();
    }
  };

  const enqueue = (key: string, work: () => Promise<Result<RefreshOutcome>>): Promise<Result<RefreshOutcome>> => {
    if (running?.key === key) return running.result;
    const before = running?.result ?? Promise.resolve();
    const result = before.catch(() => undefined).then(work);
    const mine = { key, result };
    running = mine;
    void result
      .finally(() => {
        if (running === mine) running = null;
      })
      .catch(() => undefined);
    return result;
  };

  return {
    async open() {
      const bundled = directoryReader(options.bundledDir);
      const first = await firstRoot(bundled, limits);
      const store = createEditionStore(options.disk ?? createEditionDisk(options.storageDir));
      const floorStores = options.floors ?? [];
      const stored = await Promise.all([store.readFloors(), ...floorStores.map((place) => place.read().catch(() => null))]);
      const floors = new VersionFloors(first.fingerprint, stored.filter((one) => one !== null));
      context = { language, limits, clock: options.clock, log, store, bundled, first, floors, floorStores };
      const found = await openEdition(context);
      put(found);
      network = await openNetwork(context);
      await readTranslation();
      raiseFloors(floors, found.edition);
      await saveFloors(context);
      return state();
    },
    state,
    active: () => ({ manifest: inForce().opened.edition.manifest, texts: activeTexts, state: state() }),
    network: () => network?.network ?? null,
    translation: () => translation,
    async openTranslation() {
      await readTranslation();
      onTranslation();
    },
    onTranslation(listener) {
      onTranslation = listener;
    },
    onNetwork(listener) {
      onNetwork = listener;
    },
    previousManifest: () => inForce().opened.previous,
    editions: () => listEditions(inForce().context, inForce().opened),
    edition: (number) => readEarlierEdition(inForce().context, inForce().opened, number),
    async keepInForce() {
      const { context: shared, opened: now } = inForce();
      if (now.origin === 'bundled') await keepEdition(shared, now.edition).catch((error: unknown) => log('editions.notKept', { reason: String(error) }));
    },
    fingerprint: () => inForce().context.first.fingerprint,
    refresh: (source, refresh = {}) => enqueue(`refresh ${refresh.ahead === true ? 'ahead ' : ''}${source.baseUrl}`, () => run(() => httpReader(source.baseUrl, options.fetcher, limits), false, refresh)),
    importFrom: (directory, refresh = {}) => enqueue(`import ${directory}`, () => run(() => directoryReader(directory), true, refresh)),
    importFile: (bytes, refresh = {}) => enqueue(`file ${(files += 1)}`, () => run(() => editionFileReader(bytes), true, refresh, explainFile)),
    exportFile: () => exportEdition(inForce().context, inForce().opened, network, translation),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a refusal means where the source is a file that a person chose: there is nothing to wait for and nobody to ask again. */
function explainFile(found: Failure): Failure {
  const code = ({ 'edition.damaged': 'edition.updateFileDamaged', 'edition.rolledBack': 'edition.updateFileOlder', 'edition.foreignRepository': 'edition.updateFileForeign' } as Readonly<Record<string, EditionFailureCode | undefined>>)[found.code];
  return code === undefined ? found : editionFailure(code, found.details).failure;
}

/** How far the edition is confirmed, by what is proved and the present time. A withdrawal outweighs every confirmation. */
function stateOf({ context, opened }: { context: ClientContext; opened: OpenedEdition }, live: Pick<EditionState, 'checking' | 'progress' | 'refusal'>): EditionState {
  const { edition, origin, confirmation, carried } = opened;
  const { number, edition: name, language } = edition.manifest;
  const chains = [edition.chain, confirmation, carried].filter((chain) => chain !== null);
  const chain = chains.reduce((newest, other) => (other.timestamp.signed.version > newest.timestamp.signed.version ? other : newest));
  const isCurrent = confirmation !== null && presentTime(context, edition.root) < new Date(confirmation.timestamp.signed.expires);
  const confirmedAt = issuedAt(chain.timestamp.signed)?.toISOString() ?? null;
  const withdrawn = withdrawalsIn(chain.target.custom).find((one) => one.number === number) ?? null;
  const confirmed = isCurrent ? 'current' : confirmation === null && carried === null && origin === 'bundled' ? 'bundled' : 'last-confirmed';
  const rollout = rolloutOf(chain.target);
  const ahead = rollout !== null && rollout.number > number ? { edition: rollout.edition, percent: rollout.percent } : null;
  return { number, edition: name, language, fingerprint: edition.manifestHash, confirmation: withdrawn === null ? confirmed : 'withdrawn', confirmedAt, withdrawn, ahead, translations: languagesOffered(chain), ...live };
}
