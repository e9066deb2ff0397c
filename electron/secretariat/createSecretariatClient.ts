/** The app's side of the Secretariat: joining, leaving, and hearing of new editions. It runs in the main process and needs only Node. */
import { createHash } from 'node:crypto';
import { aboutSchema, apiPaths, joinCodeText, redeemAnswerSchema, redeemRefusals } from '../../shared/contracts/secretariatApi.ts';
import type { InvitationPreview, JoiningDevice, MetServer, SecretariatState } from '../../shared/contracts/secretariatState.ts';
import { parseInvitation, type Invitation } from '../../shared/domain/invitation.ts';
import { serverHost } from '../../shared/domain/serverAddress.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import type { Fetch } from './answerKind.ts';
import { callServer } from './callServer.ts';
import { defaultTiming, type ConnectionTiming } from './connectionTiming.ts';
import { holdConnection, type HeldConnection } from './holdConnection.ts';
import { networkSignature } from './networkSignature.ts';
import { notJoined, shownFingerprint, type JoinedSecretariat, type SecretariatStore, type StoredSecretariat } from './storedSecretariat.ts';

export interface SecretariatClient {
  /** Reads an invitation and says whose it is; sends nothing. */
  preview(text: string): Result<InvitationPreview>;
  /** Whose server answers there, and what a device that joins has to sign. Sends nothing of the device. */
  meet(text: string): Promise<Result<MetServer>>;
  join(text: string, device: JoiningDevice): Promise<Result<SecretariatState>>;
  /** Forgets the Secretariat on this device. Editions stay. */
  leave(): Promise<Result<SecretariatState>>;
  state(): Promise<SecretariatState>;
  /** Where this device has joined; null where nowhere. */
  member(): Promise<JoinedSecretariat | null>;
  /** The server's address once joined, for fetching editions; null before. */
  address(): Promise<string | null>;
  /** Connects when joined. The connection is held until `stop`. */
  start(): Promise<void>;
  /** Connects anew at once: after sleep, or when the user asks. */
  reconnect(): void;
  /** Keeps what another device of the person let this one into. Fails with `invitation.otherSecretariat`, `invitation.alreadyJoined`, `secretariat.notSaved` and as calls do. */
  adopt(entry: { readonly address: string; readonly accountId: string; readonly deviceId: string }): Promise<Result<SecretariatState>>;
  /** Whether the server at this address is the Secretariat that this app trusts. */
  check(address: string): Promise<Result<{ readonly name: string; readonly serverId: string }>>;
  /** A session was opened: the connection for events is made anew with it, unless it has one. */
  sessionOpened(): void;
  stop(): Promise<void>;
}

export interface SecretariatClientOptions {
  readonly fetch: Fetch;
  readonly clock: () => Date;
  readonly store: SecretariatStore;
  /** SHA-256 of the root metadata that this app ships, in hexadecimal. No other Secretariat is trusted. */
  readonly shippedFingerprint: string;
  onChange(state: SecretariatState): void;
  /** Called with the newest number at each connection and at each publication; the same number may come again. */
  onEdition(number: number): void;
  /** Another device may have sent something, or the server is there again. */
  onNews?(): void;
  /** Token of the session, null while there is none. */
  token?(): string | null;
  onSessionEnded?(): void;
  log?(event: string, details: Readonly<Record<string, string | number>>): void;
  readonly timing?: Partial<ConnectionTiming>;
  readonly random?: () => number;
  readonly networkSignature?: () => string;
}

export function createSecretariatClient(options: SecretariatClientOptions): SecretariatClient {
  const timing = { ...defaultTiming, ...options.timing };
  const log = options.log ?? (() => undefined);
  let stored: StoredSecretariat = notJoined;
  let reachable: SecretariatState['reachable'] = 'unknown';
  let loading: Promise<void> | undefined;
  let connection: HeldConnection | undefined;
  let started = false;
  let joining = false;
  let listensWithSession = false;

  const load = (): Promise<void> => {
    loading ??= options.store.read().then((read) => {
      stored = read;
    });
    return loading;
  };
  const present = (): SecretariatState => {
    const { joined, lastExchangeAt } = stored;
    return { joined: joined === null ? null : shown(joined), reachable, lastExchangeAt };
  };
  const write = async (next: StoredSecretariat): Promise<boolean> => {
    try {
      await options.store.write(next);
      return true;
    } catch {
      log('secretariat.notSaved', {});
      return false;
    }
  };
  const exchanged = (): void => {
    stored = { ...stored, lastExchangeAt: options.clock().toISOString() };
    void write(stored);
    reachable = 'yes';
    options.onChange(present());
  };

  const connect = (): void => {
    if (!started || connection !== undefined || stored.joined === null) return;
    connection = holdConnection({
      fetch: options.fetch,
      address: stored.joined.address,
      timing,
      clock: options.clock,
      random: options.random ?? Math.random,
      networkSignature: options.networkSignature ?? networkSignature,
      onOpen: () => {
        log('secretariat.connected', {});
        exchanged();
        options.onNews?.();
      },
      token: () => {
        const token = options.token?.() ?? null;
        listensWithSession = token !== null;
        return token;
      },
      onNews: () => options.onNews?.(),
      onSessionEnded: () => options.onSessionEnded?.(),
      // A heartbeat shows that the server is there; it is worth neither a write to the disk nor a word to the window.
      onHeard: () => {
        stored = { ...stored, lastExchangeAt: options.clock().toISOString() };
      },
      onEdition: (number) => {
        log('secretariat.edition', { number });
        exchanged();
        options.onEdition(number);
      },
      onFailure: (reason) => {
        log('secretariat.notReached', { reason });
        if (reachable === 'no') return;
        reachable = 'no';
        options.onChange(present());
      },
    });
  };
  const disconnect = async (): Promise<void> => {
    const held = connection;
    connection = undefined;
    await held?.stop();
  };

  /** An invitation of the Secretariat that this app trusts, or why not. */
  const trusted = (text: string): Result<Invitation> => {
    const parsed = parseInvitation(text);
    if (!parsed.ok || parsed.value.root === null || parsed.value.root === options.shippedFingerprint) return parsed;
    return fail('invitation.otherSecretariat', 'never');
  };

  const check = async (address: string) => {
    const about = await callServer(options.fetch, { url: address + apiPaths.about, answer: aboutSchema, timeoutMs: timing.callTimeoutMs });
    return about.ok && about.value.root !== options.shippedFingerprint ? fail('invitation.otherSecretariat', 'never') : about;
  };

  /** Not kept means not joined: the same device may redeem the same invitation again and gets the same answer. */
  const keep = async (joined: JoinedSecretariat): Promise<Result<SecretariatState>> => {
    const next: StoredSecretariat = { format: 1, joined, lastExchangeAt: options.clock().toISOString() };
    if (!(await write(next))) return fail('secretariat.notSaved', 'later');
    stored = next;
    reachable = 'yes';
    log('secretariat.joined', {});
    options.onChange(present());
    connect();
    return ok(present());
  };

  const redeem = async (invitation: Invitation, device: JoiningDevice): Promise<Result<JoinedSecretariat>> => {
    const about = await check(invitation.address);
    if (!about.ok) return about;
    const { serverId, root, name } = about.value;
    // The proof names the server that was met; another one that stands there now gets nothing.
    if (serverId !== device.serverId) return fail('invitation.otherServer', 'never');
    const redeemed = await callServer(options.fetch, {
      url: invitation.address + apiPaths.redeem,
      body: { code: invitation.code, ...device, root },
      answer: redeemAnswerSchema,
      // A server from before the proof takes no request that carries one.
      refusals: [...redeemRefusals, 'request.malformed'],
      timeoutMs: timing.callTimeoutMs,
    });
    if (!redeemed.ok) return redeemed.error.code === 'request.malformed' ? fail('secretariat.otherVersion', 'never') : redeemed;
    if (redeemed.value.serverId !== serverId) return fail('secretariat.badAnswer', 'later');
    const { accountId, deviceId } = redeemed.value;
    return ok({ secretariat: name, address: invitation.address, root, serverId, accountId, deviceId, joinedAt: options.clock().toISOString() });
  };

  return {
    preview(text) {
      const invitation = trusted(text);
      if (!invitation.ok) return invitation;
      const { name, address } = invitation.value;
      return ok({ secretariat: name ?? serverHost(address), address, fingerprint: shownFingerprint(options.shippedFingerprint) });
    },
    async meet(text) {
      const invitation = trusted(text);
      if (!invitation.ok) return invitation;
      const about = await check(invitation.value.address);
      return about.ok ? ok({ serverId: about.value.serverId, codeHash: createHash('sha256').update(joinCodeText(invitation.value.code)).digest('hex') }) : about;
    },
    async join(text, device) {
      await load();
      const invitation = trusted(text);
      if (!invitation.ok) return invitation;
      if (stored.joined !== null) return fail('invitation.alreadyJoined', 'never');
      if (joining) return fail('secretariat.busy', 'later');
      joining = true;
      try {
        const redeemed = await redeem(invitation.value, device);
        return redeemed.ok ? await keep(redeemed.value) : redeemed;
      } finally {
        joining = false;
      }
    },
    async leave() {
      await load();
      if (!(await write(notJoined))) return fail('secretariat.notSaved', 'later');
      await disconnect();
      stored = notJoined;
      // The connection may have written its last exchange while it ended.
      await write(notJoined);
      reachable = 'unknown';
      log('secretariat.left', {});
      options.onChange(present());
      return ok(present());
    },
    async state() {
      await load();
      return present();
    },
    async member() {
      await load();
      return stored.joined;
    },
    async address() {
      await load();
      return stored.joined?.address ?? null;
    },
    async start() {
      await load();
      started = true;
      connect();
    },
    reconnect: () => connection?.reconnect(),
    async adopt({ address, accountId, deviceId }) {
      await load();
      if (stored.joined !== null) return stored.joined.deviceId === deviceId ? ok(present()) : fail('invitation.alreadyJoined', 'never');
      const about = await check(address);
      if (!about.ok) return about;
      const { name, root, serverId } = about.value;
      return keep({ secretariat: name, address, root, serverId, accountId, deviceId, joinedAt: options.clock().toISOString() });
    },
    check,
    sessionOpened() {
      if (!listensWithSession) connection?.reconnect();
    },
    async stop() {
      started = false;
      await disconnect();
    },
  };
}

const shown = (joined: JoinedSecretariat): NonNullable<SecretariatState['joined']> => ({
  secretariat: joined.secretariat,
  address: joined.address,
  fingerprint: shownFingerprint(joined.root),
  deviceId: joined.deviceId,
  joinedAt: joined.joinedAt,
});
