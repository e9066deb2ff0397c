import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { manifestTargetPath, withdrawalsIn, type Manifest, type Withdrawal } from '../../../shared/contracts/edition.ts';
import { rootFile, targetFile, targetsFile } from '../../../shared/domain/editionRepository.ts';
import { rolloutIn, type Rollout } from '../../../shared/domain/rollout.ts';
import type { ContentProblem } from '../../../shared/content/contentProblem.ts';
import { networkTargetPath } from '../../../shared/content/network.schema.ts';
import { composeEdition } from '../composeEdition.ts';
import { readContentFolder } from '../contentFolder.ts';
import type { NetworkDraft } from '../network/draftNetwork.ts';
import { readEditionInForce } from '../publishFolder.ts';
import { PublishingError } from '../publishingError.ts';
import { factsOf, keptDelegations, keptMeta, keptTargets, readRepository, repositoryDir, rootVersions, type CurrentRepository } from '../repositoryFolder.ts';
import { roleNames, type RoleName } from '../roleKeys.ts';
import { rootBody, snapshotBody, targetsBody, type JsonObject, type RoleKeys } from '../signedMetadata.ts';
import { editionDiff, hasNothing, type EditionDiff } from './editionDiff.ts';
import type { PublicKeyFile } from './keyFile.ts';
import { part, type SigningRequest } from './signingRequest.ts';
import { refusedClasses } from './toolkitEdits.ts';

export interface Draft {
  readonly diff: EditionDiff;
  readonly manifest: Manifest;
  readonly texts: ReadonlyMap<string, string>;
  readonly current: Awaited<ReturnType<typeof readEditionInForce>>;
  readonly warnings: readonly ContentProblem[];
}

export interface DraftOptions {
  readonly dataDir: string;
  readonly folder: string;
  readonly language: string;
  readonly edition?: string | undefined;
  readonly note?: string | undefined;
  readonly wording: ReadonlySet<string>;
  /** Share of devices that take the edition first, 1 to 99; all of them where it is left out. */
  readonly percent?: number | undefined;
  readonly now: Date;
}

/** The edition that a folder would become, and what it changes. Writes nothing. */
export async function draftEdition(options: DraftOptions): Promise<Draft> {
  const { files, problems } = await readContentFolder(options.folder);
  if (problems.length > 0) throw new PublishingError('publish.badFolder', 'Put these files right first.', problems);
  const current = await readEditionInForce(options.dataDir, options.language);
  const { release, warnings } = composeEdition({ files, current, edition: options.edition, note: options.note, now: options.now });
  const texts = new Map([...(current?.texts ?? []), ...release.texts]);
  return { diff: editionDiff(current ? { manifest: current.manifest, texts } : null, { manifest: release.manifest, texts }, options.wording), manifest: release.manifest, texts, current, warnings };
}

/** Edits of questions that may not be published, in a form for the terminal. */
export function refusedEdits(diff: EditionDiff): ContentProblem[] {
  return diff.toolkitEdits.flatMap((edit) => {
    const advice = refusedClasses[edit.editClass];
    return advice === undefined ? [] : [{ file: `toolkit "${edit.toolkit}", question ${edit.itemId}`, line: 0, message: edit.editClass === 'unclassed' ? 'The question changed and nobody said what kind of edit it is' : edit.editClass === 'type' ? 'The question changed its type' : 'The question is gone', advice }];
  });
}

/** @throws PublishingError `publish.unchanged`, `publish.unclassedEdit` and whatever is wrong with the folder */
export async function editionRequest(options: DraftOptions): Promise<{ request: SigningRequest; draft: Draft }> {
  const draft = await draftEdition(options);
  const { current, manifest, texts } = draft;
  if (current && hasNothing(draft.diff)) throw new PublishingError('publish.unchanged', `Nothing differs from edition ${current.manifest.edition}, so there is nothing to sign.`);
  const refused = refusedEdits(draft.diff);
  if (refused.length > 0) throw new PublishingError('publish.unclassedEdit', 'No request was made. Put these questions right first.', refused);
  const held = new Set(current?.manifest.items.map(({ sha256 }) => sha256));
  const kept = new Set(manifest.items.map(({ sha256 }) => sha256));
  const differing = [...[...kept].filter((hash) => !held.has(hash)), ...[...held].filter((hash) => !kept.has(hash))];
  const manifestText = JSON.stringify(manifest);
  const base = await requestBase(options.dataDir, options.language, options.now);
  const name = manifestTargetPath(options.language);
  const targets = keptTargets(base.repository);
  const custom = withRollout(targets[name]?.custom, options.percent, manifest, current?.manifest ?? null, targets[name]);
  return {
    draft,
    request: {
      ...base.request,
      kind: 'edition',
      parts: editionParts(base.repository, { ...targets, [name]: { ...factsOf(new TextEncoder().encode(manifestText)), custom } }, options.now),
      manifest: manifestText,
      texts: Object.fromEntries(differing.map((hash) => [hash, texts.get(hash) ?? ''])),
      wording: [...options.wording],
    },
  };
}

/** Withdraws the edition in force, or a withdrawal that was made in error is taken back where `reason` is null. */
export async function withdrawalRequest(options: { dataDir: string; language: string; reason: string | null; now: Date }): Promise<SigningRequest> {
  const base = await requestBase(options.dataDir, options.language, options.now);
  const current = await readEditionInForce(options.dataDir, options.language);
  const name = manifestTargetPath(options.language);
  const targets = keptTargets(base.repository);
  const target = targets[name];
  if (!current || !target) throw new PublishingError('publish.noRepository', 'There is no edition yet, so there is none to withdraw.');
  const { number, edition } = current.manifest;
  const others = withdrawalsIn(target.custom).filter((one) => one.number !== number);
  if (options.reason === null && others.length === withdrawalsIn(target.custom).length) throw new PublishingError('publish.unchanged', `Edition ${edition} is not withdrawn.`);
  const mine: Withdrawal[] = options.reason === null ? [] : [{ number, edition, reason: options.reason.trim(), on: options.now.toISOString().slice(0, 10) }];
  const custom = { ...target.custom, withdrawn: [...others, ...mine] } as unknown as JsonObject;
  return { ...base.request, kind: 'withdrawal', parts: editionParts(base.repository, { ...targets, [name]: { ...target, custom } }, options.now), manifest: null, texts: {}, wording: [] };
}

/** What is to be signed so that a draft for the network can be published. */
export async function networkRequest(dataDir: string, draft: NetworkDraft, now: Date): Promise<SigningRequest> {
  const { language } = draft.network;
  if (draft.before && draft.changes.length === 0) throw new PublishingError('publish.unchanged', 'Nothing differs from what is published for the network, so there is nothing to sign.');
  const base = await requestBase(dataDir, language, now);
  if (base.request.before === null) throw new PublishingError('publish.noRepository', 'There is no edition yet. Publish one first.');
  const targets = { ...keptTargets(base.repository), [networkTargetPath(language)]: factsOf(new TextEncoder().encode(draft.text)) };
  return { ...base.request, kind: 'network', parts: editionParts(base.repository, targets, now), manifest: null, network: { before: draft.before?.text ?? null, after: draft.text }, texts: {}, wording: [] };
}

/** Lets the edition in force reach another share of devices; all of them where `percent` is 100. */
export async function rolloutRequest(options: { dataDir: string; language: string; percent: number; now: Date }): Promise<SigningRequest> {
  const base = await requestBase(options.dataDir, options.language, options.now);
  const name = manifestTargetPath(options.language);
  const targets = keptTargets(base.repository);
  const target = targets[name];
  const now = rolloutIn(target?.custom);
  if (!target || !now) throw new PublishingError('publish.unchanged', 'The edition in force reaches every device already. A share is named when an edition is requested: desk request <folder> --percent 20');
  const percent = checkedPercent(options.percent);
  if (percent === now.percent) throw new PublishingError('publish.unchanged', `Edition ${now.edition} reaches ${percent} % of devices already.`);
  const { rollout: _now, ...rest } = target.custom as Record<string, unknown>;
  const custom = (percent === 100 ? rest : { ...rest, rollout: { ...now, percent } }) as unknown as JsonObject;
  return { ...base.request, kind: 'rollout', parts: editionParts(base.repository, { ...targets, [name]: { ...target, custom } }, options.now), manifest: null, texts: {}, wording: [] };
}

function withRollout(custom: JsonObject | undefined, percent: number | undefined, next: Manifest, current: Manifest | null, target: { length: number; sha256: string } | undefined): JsonObject | undefined {
  const { rollout: _old, ...rest } = (custom ?? {}) as Record<string, unknown>;
  const share = percent === undefined ? 100 : checkedPercent(percent);
  if (share === 100) return custom === undefined ? undefined : (rest as unknown as JsonObject);
  if (!current || !target) throw new PublishingError('publish.badRequest', 'The first edition reaches every device: there is none before it that the others could keep. Leave --percent out.');
  // Where an edition that reached a share only is replaced, the others go on with what they have.
  const before: Rollout['before'] = rolloutIn(custom)?.before ?? { number: current.number, edition: current.edition, length: target.length, sha256: target.sha256 };
  return { ...rest, rollout: { number: next.number, edition: next.edition, percent: share, before } } as unknown as JsonObject;
}

function checkedPercent(percent: number): number {
  if (Number.isInteger(percent) && percent >= 1 && percent <= 100) return percent;
  throw new PublishingError('publish.badRequest', `"${percent}" is no share of devices. Write a whole number from 1 to 100.`);
}

export interface KeyChange {
  readonly dataDir: string;
  readonly language: string;
  readonly add: readonly PublicKeyFile[];
  /** Beginnings of key ids. */
  readonly remove: readonly string[];
  readonly now: Date;
}

/** A new root with other keys. Targets and snapshot are signed anew with it, because signatures of keys that go would no longer count. */
export async function keysRequest(change: KeyChange): Promise<SigningRequest> {
  const base = await requestBase(change.dataDir, change.language, change.now);
  const { root } = await readRepository(repositoryDir(change.dataDir));
  const gone = new Set<string>();
  for (const start of change.remove) {
    const found = Object.keys(root.signed.keys).filter((keyId) => keyId.startsWith(start));
    if (start.length < 6 || found.length !== 1) throw new PublishingError('publish.missingKeys', `"${start}" is not the beginning of exactly one key in force. "desk status" lists the keys; give at least six characters.`);
    gone.add(found[0] ?? '');
  }
  const roles = Object.fromEntries(roleNames.map((role) => [role, rolesOf(root, role, gone, change.add)])) as unknown as Record<RoleName, RoleKeys>;
  for (const role of roleNames) {
    const { keys, threshold } = roles[role];
    if (keys.length < threshold) throw new PublishingError('publish.missingKeys', `The role ${role} would have ${keys.length} keys and needs ${threshold} signatures. Add a key in the same step: --add <file>.public.json`);
  }
  const rootPart = part('root', root.signed.version + 1, rootBody(roles), change.now);
  const rest = base.repository ? editionParts(base.repository, keptTargets(base.repository), change.now) : [];
  return { ...base.request, kind: 'keys', parts: [rootPart, ...rest], manifest: null, texts: {}, wording: [] };
}

function rolesOf(root: CurrentRepository['root'], role: RoleName, gone: ReadonlySet<string>, added: readonly PublicKeyFile[]): RoleKeys {
  const now = root.signed.roles[role];
  const kept = (now?.keyIDs ?? []).filter((keyId) => !gone.has(keyId)).map((keyId) => ({ keyId, publicKey: root.signed.keys[keyId]?.keyVal['public'] ?? '' }));
  const fresh = added.filter((key) => key.role === role && !kept.some(({ keyId }) => keyId === key.keyId)).map(({ keyId, publicKey }) => ({ keyId, publicKey }));
  return { keys: [...kept, ...fresh], threshold: now?.threshold ?? 1 };
}

function editionParts(current: CurrentRepository | null, targets: Parameters<typeof targetsBody>[0], now: Date): SigningRequest['parts'] {
  const version = (current?.targets.signed.version ?? 0) + 1;
  return [part('targets', version, targetsBody(targets, keptDelegations(current)), now), part('snapshot', (current?.snapshot.signed.version ?? 0) + 1, snapshotBody(version, null, keptMeta(current)), now)];
}

export async function requestBase(dataDir: string, language: string, now: Date): Promise<{ repository: CurrentRepository | null; request: Pick<SigningRequest, 'format' | 'language' | 'createdAt' | 'roots' | 'before'> }> {
  const repository = repositoryDir(dataDir);
  const { current } = await readRepository(repository);
  const read = (file: string): Promise<string> => readFile(path.join(repository, file), 'utf8');
  const roots = await Promise.all((await rootVersions(repository)).map((version) => read(rootFile(version))));
  const name = manifestTargetPath(language);
  const hash = current?.targets.signed.targets[name]?.hashes['sha256'];
  const before = current && hash !== undefined ? { targets: await read(targetsFile('targets', current.targets.signed.version)), manifest: await read(targetFile(name, hash)) } : null;
  return { repository: current, request: { format: 1, language, createdAt: now.toISOString(), roots, before } };
}
