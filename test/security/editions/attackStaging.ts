/** What attacks are staged with: a server that hands out what an attacker likes, and files made by hand. */
import type { EditionFailureCode } from '../../../electron/editions/editionFailure.ts';
import type { EditionClient } from '../../../electron/editions/index.ts';
import { readManifest, readRepository } from '../../../secretariat/publisher/repositoryFolder.ts';
import type { SignersByRole } from '../../../secretariat/publisher/trialKeys.ts';
import type { Result } from '../../../shared/errors/result.ts';
import type { Hook, Lab } from './editionLab.ts';
import { forgeRoot } from './forgery.ts';

/** A server in the hands of an attacker, as the client's tests and the app's have it. */
export interface HostileServer {
  /** The true repository, newest edition in force, to be copied and changed. */
  copy(): Promise<string>;
  serve(folder: string): void;
  hook: Hook;
  signers(): Promise<SignersByRole>;
  readonly now: Date;
  /** The repository as it was one edition before. */
  readonly before: string;
}

export interface Staging {
  readonly how: string;
  /** Null where nothing may be refused. */
  readonly code: EditionFailureCode | null;
}
/** The server is the attacker; the device holds the edition before the newest, or the newest. */
export interface ServerAttack extends Staging {
  readonly holds: 'before' | 'newest';
  stage(server: HostileServer): Promise<void>;
}
/** It takes more than a server: a profile that was wiped, a file, a disk. Answers what the device says. */
export interface DeviceAttack extends Staging {
  run(lab: Lab, client: EditionClient, before: string, storageDir: string): Promise<Result<unknown>>;
}
export interface AttackRow {
  readonly attack: string;
  readonly stagings: readonly (ServerAttack | DeviceAttack)[];
}

export const newestVersions = async (repository: string): Promise<{ timestamp: number; snapshot: number; targets: number; root: number }> => {
  const { current, root } = await readRepository(repository);
  if (!current) throw new Error('no edition');
  return { timestamp: current.timestamp.signed.version, snapshot: current.snapshot.signed.version, targets: current.targets.signed.version, root: root?.signed.version ?? 1 };
};
/** An item that the newest edition has and the one before has not. */
export async function newItem(repository: string, before: string): Promise<string> {
  const hashes = async (folder: string): Promise<string[]> => {
    const { current } = await readRepository(folder);
    return (current === null ? null : await readManifest(folder, current, 'en'))?.items.map(({ sha256 }) => sha256) ?? [];
  };
  const old = new Set(await hashes(before));
  return (await hashes(repository)).find((sha256) => !old.has(sha256)) ?? '';
}

export type Change = (forgery: { repository: string; now: Date; signers: SignersByRole }, before: string) => Promise<void>;
export const changed = (how: string, code: EditionFailureCode | null, change: Change, holds: ServerAttack['holds'] = 'before'): ServerAttack => ({
  how,
  code,
  holds,
  async stage(server) {
    const repository = await server.copy();
    await change({ repository, now: server.now, signers: await server.signers() }, server.before);
    server.serve(repository);
  },
});
export const answered = (how: string, code: EditionFailureCode | null, hook: (server: HostileServer) => Hook): ServerAttack => ({
  how,
  code,
  holds: 'before',
  stage: async (server) => void (server.hook = hook(server)),
});
export const carried = (how: string, code: EditionFailureCode, file: (lab: Lab) => Promise<Uint8Array>): DeviceAttack => ({ how, code, run: async (lab, client) => client.importFile(await file(lab)) });

export const endless: (start: RegExp) => (server: HostileServer) => Hook = (start) => () => (file, _request, response) => {
  if (!start.test(file)) return false;
  response.writeHead(200);
  const more = (): void => void (response.destroyed || (response.write(Buffer.alloc(16_384, 32)) ? setImmediate(more) : response.once('drain', more)));
  more();
  return true;
};
export const refresh = (lab: Lab, client: EditionClient): Promise<Result<unknown>> => client.refresh({ baseUrl: lab.baseUrl });
export const newRoot = async (forgery: Parameters<Change>[0], keys: Partial<SignersByRole>, signers: (next: SignersByRole) => SignersByRole['root']): Promise<void> => {
  const next = { ...forgery.signers, ...keys };
  await forgeRoot(forgery, (await newestVersions(forgery.repository)).root + 1, next, signers(next));
};
export const handmade = (name: string, size: number, body: Uint8Array): Uint8Array => {
  const index = Buffer.from(JSON.stringify({ format: 1, files: [{ path: name, size, stored: body.length }] }));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(index.length);
  return Buffer.concat([Buffer.from('FPEDITION1\n'), length, index, body]);
};
export const item = { kind: 'section', title: 'x', order: 0, sha256: 'a'.repeat(64), bytes: 10 };

/** What the true server holds, copied once for each server. */
export const newest = async (server: HostileServer): Promise<string> => {
  const known = copies.get(server) ?? server.copy();
  copies.set(server, known);
  return known;
};
const copies = new WeakMap<HostileServer, Promise<string>>();
