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
import type { RoleName } from '../roleKeys.ts';
import { withSignatures } from '../signedMetadata.ts';
import { writeDeltas } from '../writeDeltas.ts';
import { keysDir } from '../trialSecretariat.ts';
import { openTrialKeys } from '../trialKeys.ts';
import { checkRequest, signatureFileSchema, type CheckedRequest, type RequestPart, type SignatureFile } from './requestFile.ts';
import { isKeyOf, signersOf } from './signRequest.ts';

export interface Missing {
  readonly role: RoleName;
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
    signersOf(checked, part.role).flatMap((root) => {
      const need = root.signed.roles[part.role]?.threshold ?? 1;
      const have = goodSignatures(part, root, files).length;
      return have < need ? [{ role: part.role, have, need }] : [];
    }),
  );
}

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
    await requireSameBase(repository, checked, root.signed.version, current?.targets.signed.version ?? 0);
    const signers = await openTrialKeys(keysDir(options.dataDir));
    const online = signers.timestamp.filter(({ keyId }) => isKeyOf(checked.nextRoot, 'timestamp', keyId));
    const hasEdition = current !== null || checked.after !== null;
    if (hasEdition && online.length < (checked.nextRoot.signed.roles['timestamp']?.threshold ?? 1)) {
      throw new PublishingError('publish.missingKeys', `Nothing was published. The timestamp key is not in ${keysDir(options.dataDir)}. Put its file there; it is the one key that the server needs.`);
    }
    const file = (part: RequestPart): Uint8Array => withSignatures(part.role, part.unsigned, uniqueSignatures(part, checked, options.signatures));
    const partOf = (role: RequestPart['role']): RequestPart | undefined => checked.request.parts.find((part) => part.role === role);

    const { manifest, texts, network } = checked.request;
    if (network) await writeDurably(path.join(repository, targetFile(networkTargetPath(checked.request.language), sha256Of(network.after))), network.after);
    if (checked.after && manifest !== null) {
      for (const item of checked.after.items) {
        const text = texts[item.sha256];
        if (text !== undefined) await writeDurably(path.join(repository, blobFile(item.sha256)), text);
        else await readItemText(repository, item.sha256);
      }
      await writeDurably(path.join(repository, targetFile(manifestTargetPath(checked.request.language), sha256Of(manifest))), manifest);
    }
    const [targets, snapshot, newRoot] = [partOf('targets'), partOf('snapshot'), partOf('root')];
    if (targets) await writeDurably(path.join(repository, targetsFile('targets', versionOf(targets))), file(targets));
    if (snapshot) await writeDurably(path.join(repository, snapshotFile(versionOf(snapshot))), file(snapshot));
    if (newRoot) await writeDurably(path.join(repository, rootFile(versionOf(newRoot))), file(newRoot));
    if (snapshot && targets) {
      const manifestText = manifest ?? checked.request.before?.manifest ?? '';
      const rootVersion = checked.nextRoot.signed.version;
      const root = await readFile(path.join(repository, rootFile(rootVersion)));
      await writeDeltas(repository, { language: checked.request.language, rootVersion, root, snapshotVersion: versionOf(snapshot), snapshot: file(snapshot), targets: file(targets), manifest: new TextEncoder().encode(manifestText), manifestHash: sha256Of(manifestText) });
      const now = { ...signers, timestamp: online };
      await writeTimestamp(repository, (current?.timestamp.signed.version ?? 0) + 1, versionOf(snapshot), factsOf(file(snapshot)), options.now, checked.nextRoot, now);
    }
    if (newRoot) await retireOnlineKeys(keysDir(options.dataDir), checked.nextRoot);
    return checked;
  });
}

async function requireSameBase(repository: string, checked: CheckedRequest, rootVersion: number, targetsVersion: number): Promise<void> {
  const first = await readFile(path.join(repository, rootFile(1)));
  if (sha256Of(first) !== checked.repository) throw new PublishingError('publish.badRequest', 'Nothing was published. The request is from another Secretariat than this data folder.');
  const targets = checked.request.parts.find((part) => part.role === 'targets');
  const isBehind = rootVersion !== checked.root.signed.version || (targets !== undefined && versionOf(targets) !== targetsVersion + 1);
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
  const found = signersOf(checked, part.role).flatMap((root) => goodSignatures(part, root, files));
  return [...new Map(found.map((one) => [one.keyId, one])).values()];
}

function goodSignatures(part: RequestPart, root: Metadata<Root>, files: readonly SignatureFile[]): { keyId: string; signature: string }[] {
  const named = files.flatMap((file) => file.signatures.filter(({ role }) => role === part.role).map(({ signature }) => ({ keyId: file.keyId, signature })));
  const own = [...new Map(named.filter(({ keyId }) => isKeyOf(root, part.role, keyId)).map((one) => [one.keyId, one])).values()];
  return own.filter((one) => {
    const key = root.signed.keys[one.keyId];
    try {
      key?.verifySignature(Metadata.fromJSON(kindOf[part.role], JSON.parse(new TextDecoder().decode(withSignatures(part.role, part.unsigned, [one]))) as Parameters<typeof Metadata.fromJSON>[1]));
      return key !== undefined;
    } catch {
      return false;
    }
  });
}

const kindOf = { root: MetadataKind.Root, targets: MetadataKind.Targets, snapshot: MetadataKind.Snapshot } as unknown as Record<RequestPart['role'], MetadataKind.Targets>;

const versionOf = (part: RequestPart): number => (JSON.parse(part.unsigned) as { signed: { version: number } }).signed.version;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
