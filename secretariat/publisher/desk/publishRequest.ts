import { readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { Metadata, MetadataKind, type Root } from '@tufjs/models';
import * as v from 'valibot';
import { networkTargetPath } from '../../../shared/content/network.schema.ts';
import { manifestTargetPath } from '../../../shared/contracts/edition.ts';
import { blobFile, rootFile, snapshotFile, targetFile, targetsFile } from '../../../shared/domain/editionRepository.ts';
import { syncFolder, writeDurably } from '../durableFile.ts';
import { PublishingError } from '../publishingError.ts';
import { factsOf, readItemText, readRepository, repositoryDir, sha256Of, writeTimestamp } from '../repositoryFolder.ts';
import { withRepositoryLock } from '../repositoryLock.ts';
import { isTranslationRole } from '../roleKeys.ts';
import { withSignatures } from '../signedMetadata.ts';
import { writeBundle } from '../writeBundle.ts';
import { writeDeltas } from '../writeDeltas.ts';
import { keysDir } from '../trialSecretariat.ts';
import { openTrialKeys } from '../trialKeys.ts';
import { checkRequest, signatureFileSchema, type SignatureFile } from './requestFile.ts';
import type { CheckedRequest, RequestPart } from './signingRequest.ts';
import { authoritiesOf, isKeyOf, type Authority } from './signRequest.ts';

export interface Missing {
  /** The role in words: where the keys so far and the new ones both have to sign, the second says so. */
  readonly role: string;
  readonly have: number;
  readonly need: number;
}

/** Signature files beside a request, those of other requests left out. */
export async function signaturesBeside(requestFile: string, id: string): Promise<SignatureFile[]> {
  const folder = path.dirname(requestFile);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.signature.json'));
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8').then((text) => v.safeParse(signatureFileSchema, parseJson(text)))));
  return files.flatMap((file) => (file.success && file.output.request === id ? [file.output] : []));
}

/** Which signatures a request still needs; none where it can be published. Signatures that do not fit are not counted. */
export function missingSignatures(checked: CheckedRequest, files: readonly SignatureFile[]): Missing[] {
  return checked.request.parts.flatMap((part) =>
    authoritiesOf(checked, part.role).flatMap((authority, index, all) => {
      const need = authority.threshold;
      const have = goodSignatures(part, authority, files).length;
      if (index > 0 && isSameAuthority(authority, all[0])) return [];
      return have < need ? [{ role: index === 0 ? part.role : `${part.role}, by the new keys`, have, need }] : [];
    }),
  );
}

const isSameAuthority = (one: Authority, other: Authority | undefined): boolean => one.threshold === other?.threshold && [...one.keyIDs].sort().join() === [...other.keyIDs].sort().join();

/**
 * Publishes a signed request. Everything is checked again against the repository as it is now, and the timestamp is written last.
 * @throws PublishingError `publish.missingKeys` with what is still to be signed; `publish.badRequest` where the repository went on since
 */
export async function publishRequest(options: { dataDir: string; requestText: string; signatures: readonly SignatureFile[]; now: Date }): Promise<CheckedRequest> {
  const checked = checkRequest(options.requestText);
  const missing = missingSignatures(checked, options.signatures);
  if (missing.length > 0) throw new PublishingError('publish.missingKeys', `Nothing was published. Still to be signed: ${missing.map(({ role, have, need }) => `${role} (${have} of ${need} signatures)`).join(', ')}.`);
  return withRepositoryLock(options.dataDir, async () => {
    const repository = repositoryDir(options.dataDir);
    const { root, current } = await readRepository(repository);
    await requireSameBase(repository, checked, root.signed.version, current?.targets.signed.version ?? 0, current?.snapshot.signed.version ?? 0);
    const signers = await openTrialKeys(keysDir(options.dataDir));
    const online = signers.timestamp.filter(({ keyId }) => isKeyOf(checked.nextRoot, 'timestamp', keyId));
    const hasEdition = current !== null || checked.after !== null;
    if (hasEdition && online.length < (checked.nextRoot.signed.roles['timestamp']?.threshold ?? 1)) {
      throw new PublishingError('publish.missingKeys', `Nothing was published. The timestamp key is not in ${keysDir(options.dataDir)}. Put its file there; it is the one key that the server needs.`);
    }
    const file = (part: RequestPart): Uint8Array => withSignatures(part.role, part.unsigned, uniqueSignatures(part, checked, options.signatures));
    const partOf = (role: RequestPart['role']): RequestPart | undefined => checked.request.parts.find((part) => part.role === role);

    const { manifest, texts, network, translation } = checked.request;
    const manifestLanguage = translation?.language ?? checked.request.language;
    if (network) await writeDurably(path.join(repository, targetFile(networkTargetPath(checked.request.language), sha256Of(network.after))), network.after);
    if (checked.after && manifest !== null) {
      for (const item of checked.after.items) {
        const text = texts[item.sha256];
        if (text !== undefined) await writeDurably(path.join(repository, blobFile(item.sha256)), text);
        else await readItemText(repository, item.sha256);
      }
      await writeDurably(path.join(repository, targetFile(manifestTargetPath(manifestLanguage), sha256Of(manifest))), manifest);
    }
    const [targets, snapshot, newRoot] = [partOf('targets'), partOf('snapshot'), partOf('root')];
    if (targets) await writeDurably(path.join(repository, targetsFile('targets', versionOf(targets))), file(targets));
    const translated = checked.request.parts.find(({ role }) => isTranslationRole(role));
    if (translated) await writeDurably(path.join(repository, targetsFile(translated.role, versionOf(translated))), file(translated));
    if (snapshot) await writeDurably(path.join(repository, snapshotFile(versionOf(snapshot))), file(snapshot));
    if (newRoot) await writeDurably(path.join(repository, rootFile(versionOf(newRoot))), file(newRoot));
    if (snapshot && targets) {
      const manifestText = manifest ?? checked.request.before?.manifest ?? '';
      const rootVersion = checked.nextRoot.signed.version;
      const root = await readFile(path.join(repository, rootFile(rootVersion)));
      const bundleBytes = manifestText === '' ? 0 : await writeBundle(repository, checked.request.language, { bytes: new TextEncoder().encode(manifestText), sha256: sha256Of(manifestText) });
      await writeDeltas(repository, { language: checked.request.language, rootVersion, root, snapshotVersion: versionOf(snapshot), snapshot: file(snapshot), targets: file(targets), manifest: new TextEncoder().encode(manifestText), manifestHash: sha256Of(manifestText), bundleBytes });
    }
    if (snapshot) {
      const now = { ...signers, timestamp: online };
      await writeTimestamp(repository, (current?.timestamp.signed.version ?? 0) + 1, versionOf(snapshot), factsOf(file(snapshot)), options.now, checked.nextRoot, now);
    }
    if (newRoot) await retireOnlineKeys(keysDir(options.dataDir), checked.nextRoot);
    return checked;
  });
}

async function requireSameBase(repository: string, checked: CheckedRequest, rootVersion: number, targetsVersion: number, snapshotVersion: number): Promise<void> {
  const first = await readFile(path.join(repository, rootFile(1)));
  if (sha256Of(first) !== checked.repository) throw new PublishingError('publish.badRequest', 'Nothing was published. The request is from another Secretariat than this data folder.');
  const targets = checked.request.parts.find((part) => part.role === 'targets');
  const snapshot = checked.request.parts.find((part) => part.role === 'snapshot');
  const isBehind = (snapshot !== undefined && versionOf(snapshot) !== snapshotVersion + 1) || rootVersion !== checked.root.signed.version || (targets !== undefined && versionOf(targets) !== targetsVersion + 1);
  if (isBehind) throw new PublishingError('publish.badRequest', 'Nothing was published. Another publication came first, so the signers saw a comparison that is no longer right. Make the request again.');
}

/** A timestamp key that the root no longer names is moved out of the server's way and kept. */
async function retireOnlineKeys(folder: string, root: Metadata<Root>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^timestamp-.*\.json$/.test(name)) continue;
    const key = parseJson(await readFile(path.join(folder, name), 'utf8')) as { keyId?: string } | null;
    if (key?.keyId !== undefined && !isKeyOf(root, 'timestamp', key.keyId)) await rename(path.join(folder, name), path.join(folder, `retired-${name}.txt`));
  }
  await syncFolder(folder);
}

function uniqueSignatures(part: RequestPart, checked: CheckedRequest, files: readonly SignatureFile[]): { keyId: string; signature: string }[] {
  const found = authoritiesOf(checked, part.role).flatMap((authority) => goodSignatures(part, authority, files));
  return [...new Map(found.map((one) => [one.keyId, one])).values()];
}

function goodSignatures(part: RequestPart, authority: Authority, files: readonly SignatureFile[]): { keyId: string; signature: string }[] {
  const named = files.flatMap((file) => file.signatures.filter(({ role }) => role === part.role).map(({ signature }) => ({ keyId: file.keyId, signature })));
  const own = [...new Map(named.filter(({ keyId }) => authority.keyIDs.includes(keyId)).map((one) => [one.keyId, one])).values()];
  return own.filter((one) => {
    const key = authority.keys[one.keyId];
    try {
      key?.verifySignature(Metadata.fromJSON(kindOf(part.role), JSON.parse(new TextDecoder().decode(withSignatures(part.role, part.unsigned, [one]))) as Parameters<typeof Metadata.fromJSON>[1]));
      return key !== undefined;
    } catch {
      return false;
    }
  });
}

const kindOf = (role: RequestPart['role']): MetadataKind.Targets => (role === 'root' ? MetadataKind.Root : role === 'snapshot' ? MetadataKind.Snapshot : MetadataKind.Targets) as MetadataKind.Targets;

const versionOf = (part: RequestPart): number => (JSON.parse(part.unsigned) as { signed: { version: number } }).signed.version;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
