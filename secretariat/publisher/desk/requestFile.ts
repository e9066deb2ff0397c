import type { Metadata, Root, Snapshot, TargetFile, Targets } from '@tufjs/models';
import * as v from 'valibot';
import { networkSchema, networkTargetPath } from '../../../shared/content/network.schema.ts';
import { manifestTargetPath, withdrawalsIn, type Manifest, type Withdrawal } from '../../../shared/contracts/edition.ts';
import { networkChanges } from '../network/draftNetwork.ts';
import { rolloutIn } from '../../../shared/domain/rollout.ts';
import { PublishingError } from '../publishingError.ts';
import { sha256Of } from '../repositoryFolder.ts';
import { isSigningRole, type SigningRole } from '../roleKeys.ts';
import { checkedTranslation } from '../translations/checkTranslation.ts';
import { changesOfTranslators } from '../translations/translators.ts';
import { editionDiff, type DiffSide } from './editionDiff.ts';
import { canonicalPart, manifestOf, parseRoot, parseSnapshot, parseTargets, requestSchema, requireTexts, type CheckedRequest, type Delegations, type RequestPart, type SigningRequest } from './signingRequest.ts';

/**
 * Reads a request and checks that it holds together: the roots follow from the first one, the edition before is the one that was signed,
 * and what is to be signed says exactly what the texts in the request say.
 * @throws PublishingError `publish.badRequest`
 */
export function checkRequest(text: string): CheckedRequest {
  try {
    return checked(text);
  } catch (error) {
    if (error instanceof PublishingError) throw error;
    const refused = new PublishingError('publish.badRequest', `This request does not hold together (${error instanceof Error ? error.message : String(error)}). Do not sign it. Ask the desk to make it again.`);
    refused.cause = error;
    throw refused;
  }
}

function checked(text: string): CheckedRequest {
  const request = v.parse(requestSchema, JSON.parse(text));
  const { root, repository } = walkRoots(request.roots);
  const name = manifestTargetPath(request.language);

  const texts = new Map<string, string>();
  for (const [hash, content] of Object.entries(request.texts)) {
    if (sha256Of(content) !== hash) throw new Error('a text is not what its hash says');
    texts.set(hash, content);
  }
  const beforeTargets = request.before ? parseTargets(request.before.targets) : null;
  if (beforeTargets && request.kind !== 'keys') root.verifyDelegate('targets', beforeTargets);
  const before = request.before && beforeTargets ? manifestOf(request.before.manifest, beforeTargets, name) : null;

  const part = (role: RequestPart['role']): string | null => {
    const found = request.parts.filter((one) => one.role === role);
    if (found.length > 1) throw new Error(`${role} stands in it twice`);
    return found[0] ? canonicalPart(role, found[0].unsigned) : null;
  };
  const rootPart = part('root');
  const nextRoot = rootPart === null ? root : (parseRoot(rootPart));
  if ((rootPart !== null) !== (request.kind === 'keys')) throw new Error('its kind is not what it holds');
  if (rootPart !== null && nextRoot.signed.version !== root.signed.version + 1) throw new Error('the version of the root');

  const targetsPart = part('targets');
  const snapshotPart = part('snapshot');
  if (request.kind === 'translation') return checkedTranslation({ request, id: sha256Of(text), repository, root, texts, source: before, targets: beforeTargets, snapshot: snapshotPart === null ? null : parseSnapshot(snapshotPart), partOf: part });
  if ((targetsPart === null) !== (snapshotPart === null)) throw new Error('targets and snapshot belong together');
  let delegations: Delegations | null = beforeTargets?.signed.delegations ?? null;
  let translatorChanges: readonly string[] = [];
  let shownNetwork: readonly string[] | null = null;
  let after: Manifest | null = before;
  let withdrawals: CheckedRequest['withdrawals'] = { added: [], taken: [] };
  let rollout: CheckedRequest['rollout'] = { before: null, after: null };
  if (targetsPart !== null && snapshotPart !== null) {
    const targets = parseTargets(targetsPart);
    const snapshot = parseSnapshot(snapshotPart);
    if (targets.signed.version !== (beforeTargets?.signed.version ?? 0) + 1) throw new Error('the version of targets');
    requireOwnSnapshot(snapshot, targets);
    delegations = targets.signed.delegations ?? null;
    translatorChanges = changesOfTranslators(beforeTargets?.signed.delegations ?? null, delegations);
    const isSame = JSON.stringify(beforeTargets?.signed.delegations?.toJSON() ?? null) === JSON.stringify(delegations?.toJSON() ?? null);
    if ((request.kind === 'translators') !== (translatorChanges.length > 0) || (request.kind !== 'translators' && !isSame)) throw new Error('it delegates to roles that this program does not show');
    const networkName = networkTargetPath(request.language);
    if ((request.kind === 'network') !== (request.network !== undefined)) throw new Error('its kind is not what it holds');
    if (request.network) shownNetwork = changesOfNetwork(request.network, beforeTargets, targets, networkName);
    const facts = (signed: Targets, path: string): string => JSON.stringify(signed.targets[path]?.toJSON() ?? null);
    for (const path of new Set([...Object.keys(targets.signed.targets), ...Object.keys(beforeTargets?.signed.targets ?? {})])) {
      if (path === networkName && request.network) continue;
      if (path !== name && (!beforeTargets || facts(targets.signed, path) !== facts(beforeTargets.signed, path))) throw new Error(`it changes ${path}, which it does not show`);
    }
    const manifestText = request.manifest ?? request.before?.manifest;
    if (manifestText === undefined) throw new Error('there is no manifest');
    after = manifestOf(manifestText, targets, name);
    if (before && request.manifest !== null && after.number <= before.number) throw new Error('the number of the edition does not rise');
    withdrawals = compareWithdrawals(withdrawalsIn(beforeTargets?.signed.targets[name]?.custom), withdrawalsIn(targets.signed.targets[name]?.custom));
    requireShownCustom(targets.signed.targets[name]?.custom);
    rollout = { before: rolloutIn(beforeTargets?.signed.targets[name]?.custom), after: rolloutIn(targets.signed.targets[name]?.custom) };
    requireOwnRollout(rollout, after, beforeTargets?.signed.targets[name] ?? null);
    if (request.manifest === null && before === null) throw new Error('it says nothing');
  }
  const side = (manifest: Manifest): DiffSide => ({ manifest, texts });
  if (after && request.manifest !== null) requireTexts(before, after, texts);
  const diff = after && request.manifest !== null ? editionDiff(before ? side(before) : null, side(after), new Set(request.wording)) : null;
  return { request, id: sha256Of(text), repository, root, nextRoot, before, after, diff, delegations, translatorChanges: translatorChanges.length > 0 ? translatorChanges : null, lag: null, networkChanges: shownNetwork, withdrawals, rollout };
}

/** Nothing may stand beside the manifest that a signer is not shown. */
function requireShownCustom(custom: unknown): void {
  if (custom === undefined) return;
  const rest = { ...(custom as Record<string, unknown>) };
  const withdrawn = withdrawalsIn(custom);
  if (JSON.stringify(rest['withdrawn'] ?? []) !== JSON.stringify(withdrawn)) throw new Error('a withdrawal that is not shown');
  if (rest['rollout'] !== undefined && rolloutIn(custom) === null) throw new Error('a rollout that is not shown');
  if (Object.keys(rest).some((key) => key !== 'withdrawn' && key !== 'rollout')) throw new Error('a field that is not shown');
}

/** Outside the share there may only be an edition that was in force for everyone: the one before, or what the rollout before kept. */
function requireOwnRollout({ before, after }: CheckedRequest['rollout'], edition: Manifest, target: TargetFile | null): void {
  if (after === null) return;
  if (after.number !== edition.number || after.edition !== edition.edition) throw new Error('a rollout of another edition');
  const kept = before?.before.sha256 ?? target?.hashes['sha256'];
  if (after.before.sha256 !== kept) throw new Error('the edition outside the share was not in force');
}

/** The root in force, proved from the first one. */
export function walkRoots(files: readonly string[]): { root: Metadata<Root>; repository: string } {
  const [first = ''] = files;
  let root = parseRoot(first);
  root.verifyDelegate('root', root);
  for (const file of files.slice(1)) {
    const next = parseRoot(file);
    if (next.signed.version !== root.signed.version + 1) throw new Error('a root is missing');
    root.verifyDelegate('root', next);
    next.verifyDelegate('root', next);
    root = next;
  }
  return { root, repository: sha256Of(first) };
}

/** The snapshot names targets and files of translators, whose own signatures prove them. */
function requireOwnSnapshot(snapshot: Metadata<Snapshot>, targets: Metadata<Targets>): void {
  const roles = Object.keys(targets.signed.delegations?.roles ?? {}).map((role) => `${role}.json`);
  const isOwn = snapshot.signed.meta['targets.json']?.version === targets.signed.version && Object.keys(snapshot.signed.meta).every((file) => file === 'targets.json' || roles.includes(file));
  if (!isOwn) throw new Error('the snapshot leads elsewhere');
}

/** Both sides have to be the files that signed metadata names, so that the list of changes is of what is signed. */
function changesOfNetwork(network: NonNullable<SigningRequest['network']>, beforeTargets: Metadata<Targets> | null, targets: Metadata<Targets>, name: string): readonly string[] {
  const read = (text: string, target: { readonly length: number; readonly hashes: Readonly<Record<string, string>> } | undefined) => {
    if (target?.hashes['sha256'] !== sha256Of(text) || target.length !== Buffer.byteLength(text)) throw new Error('the file of the network is not the one that is named');
    return v.parse(networkSchema, JSON.parse(text));
  };
  const old = beforeTargets?.signed.targets[name];
  if ((network.before === null) !== (old === undefined)) throw new Error('what was published for the network before');
  const before = network.before === null ? null : read(network.before, old);
  const after = read(network.after, targets.signed.targets[name]);
  if (before && after.number <= before.number) throw new Error('the number of the publication does not rise');
  return networkChanges(before, after);
}

function compareWithdrawals(before: readonly Withdrawal[], after: readonly Withdrawal[]): CheckedRequest['withdrawals'] {
  const same = (a: Withdrawal, b: Withdrawal): boolean => JSON.stringify(a) === JSON.stringify(b);
  return { added: after.filter((one) => !before.some((other) => same(one, other))), taken: before.filter((one) => !after.some((other) => same(one, other))) };
}

export const signatureFileSchema = v.object({
  format: v.literal(1),
  /** Id of the request. */
  request: v.string(),
  keyId: v.string(),
  holder: v.string(),
  signatures: v.array(v.object({ role: v.custom<SigningRole>((role) => typeof role === 'string' && isSigningRole(role)), signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)) })),
});
export type SignatureFile = v.InferOutput<typeof signatureFileSchema>;
