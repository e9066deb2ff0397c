/** What each command of the publishing desk does, between the words that were typed and the parts that do the work. */
import { mkdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { formatContentProblem } from '../../../shared/content/contentProblem.ts';
import { editionFileEnding } from '../../../shared/domain/editionFile.ts';
import { writeDurably } from '../durableFile.ts';
import { readEditionInForce } from '../publishFolder.ts';
import { repositoryFingerprint } from '../ensureTrialSecretariat.ts';
import { PublishingError } from '../publishingError.ts';
import { readRepository, repositoryDir } from '../repositoryFolder.ts';
import { generateRoleKey, isSigningRole, roleNames } from '../roleKeys.ts';
import type { DeskIo } from './deskIo.ts';
import { knownPassphrase } from './deskIo.ts';
import { requestsDir } from './deskStatus.ts';
import { diffHtml } from './diffHtml.ts';
import { diffText } from './diffText.ts';
import { initDesk, handOutDir, writeOnlineKey, writeSealedKey } from './initDesk.ts';
import { openKeyFile, readKeyFile, readPublicKey, type PublicKeyFile } from './keyFile.ts';
import { draftEdition, editionRequest, keysRequest, refusedEdits, rolloutRequest, withdrawalRequest, type Draft } from './makeRequest.ts';
import { translationRequest, translatorsRequest } from '../translations/translationRequests.ts';
import { lagLines } from '../translations/lagLines.ts';
import { packEdition } from './packEdition.ts';
import { previewPage } from './previewPage.ts';
import { missingSignatures, publishRequest, signaturesBeside } from './publishRequest.ts';
import { checkRequest, signatureFileSchema, type SignatureFile } from './requestFile.ts';
import type { CheckedRequest, SigningRequest } from './signingRequest.ts';
import { requireOwnRequest, signRequest } from './signRequest.ts';

export interface Place {
  readonly dataDir: string;
  readonly language: string;
}
export interface FolderOptions {
  readonly edition?: string | undefined;
  readonly note?: string | undefined;
  readonly wording?: string | undefined;
  readonly percent?: string | undefined;
}

const maxWarnings = 10;

export async function initAction(place: Place, pilot: boolean, io: DeskIo): Promise<void> {
  const { fingerprint, files } = await initDesk(place.dataDir, pilot ? 'pilot' : 'official', io);
  io.out(`A Secretariat was made in ${place.dataDir}. Its fingerprint:`);
  io.out(`  ${fingerprint}`);
  io.out(`${files.length} key files are in ${handOutDir(place.dataDir)}. Carry each to its holder and remove that folder; README.txt in it says who gets what.`);
  io.out('The server needs one key only, which is in keys/. Next: desk request <folder>');
}

const draft = (place: Place, folder: string, options: FolderOptions, io: DeskIo): Promise<Draft> =>
  draftEdition({ ...place, folder: path.resolve(folder), edition: options.edition, note: options.note, wording: wordingOf(options), now: io.clock() });

export async function importAction(place: Place, source: string, options: { out?: string | undefined }, io: DeskIo): Promise<void> {
  const out = path.resolve(options.out ?? path.basename(source).replace(/\.docx$/i, '').concat('-manual'));
  const current = await readEditionInForce(place.dataDir, place.language).catch((error: unknown) => {
    if (error instanceof PublishingError && error.code === 'publish.noRepository') return null;
    throw error;
  });
  const { importManual } = await import('../import/importManual.ts'); // the Word reader is large and rarely needed
  const { chapters, sections, keptIds, losses, report } = await importManual({ source: path.resolve(source), out, language: place.language, current });
  io.out(`${chapters} chapters with ${sections} sections are in ${out}.${keptIds > 0 ? ` ${keptIds} of them keep the id that they have in the edition in force.` : ''}`);
  for (const { what, count, advice } of losses) io.out(`  ${what}: ${count}. ${advice}`);
  io.out(`What did not carry over, and what to do by hand: ${report}`);
  io.out(`Next: desk check ${options.out ?? out}`);
}

export async function checkAction(place: Place, folder: string, options: FolderOptions, io: DeskIo): Promise<number> {
  const found = await draft(place, folder, options, io);
  warn(found, io);
  const refused = refusedEdits(found.diff);
  for (const problem of refused) io.err(formatContentProblem(problem));
  io.out(refused.length > 0 ? `${refused.length} questions to put right before a request can be made.` : `The folder is in order: it would be edition ${found.manifest.edition}, with ${found.diff.sections.length} sections that differ.`);
  return refused.length > 0 ? 1 : 0;
}

export async function diffAction(place: Place, folder: string, options: FolderOptions & { html?: string | undefined }, io: DeskIo, colour: boolean): Promise<number> {
  const found = await draft(place, folder, options, io);
  for (const line of diffText(found.diff, colour)) io.out(line);
  if (options.html !== undefined) {
    await writeDurably(path.resolve(options.html), diffHtml(found.diff, `What edition ${found.manifest.edition} changes`));
    io.out(`The same for a browser: ${path.resolve(options.html)}`);
  }
  const refused = refusedEdits(found.diff);
  for (const problem of refused) io.err(formatContentProblem(problem));
  return refused.length > 0 ? 1 : 0;
}

export async function previewAction(place: Place, folder: string | undefined, options: FolderOptions & { out?: string | undefined }, io: DeskIo): Promise<void> {
  const current = folder === undefined ? await readEditionInForce(place.dataDir, place.language) : null;
  const shown = folder === undefined ? current : await draft(place, folder, options, io);
  if (!shown) throw new PublishingError('publish.noRepository', 'There is no edition yet. Name the folder to preview.');
  const file = path.resolve(options.out ?? `preview-${shown.manifest.edition}.html`);
  await writeDurably(file, await previewPage(shown.manifest, shown.texts));
  io.out(`Edition ${shown.manifest.edition} as readers see it: open ${file} in a browser.`);
}

export async function requestAction(place: Place, folder: string, options: FolderOptions, io: DeskIo): Promise<void> {
  const { request, draft: found } = await editionRequest({ ...place, folder: path.resolve(folder), edition: options.edition, note: options.note, wording: wordingOf(options), percent: percentOf(options.percent), now: io.clock() });
  warn(found, io);
  await writeRequest(place, `edition-${found.manifest.edition}`, request, io);
}

export async function withdrawAction(place: Place, options: { reason?: string | undefined; undo?: boolean | undefined }, io: DeskIo): Promise<void> {
  const reason = options.reason?.trim() ?? '';
  if (options.undo !== true && reason === '') throw new PublishingError('publish.badRequest', 'Say why: --reason "Section 4.2 names a wrong deadline." Readers see these words.');
  const request = await withdrawalRequest({ ...place, reason: options.undo === true ? null : reason, now: io.clock() });
  await writeRequest(place, `withdrawal-${io.clock().toISOString().slice(0, 10)}`, request, io);
}

export async function rolloutAction(place: Place, options: { percent: string }, io: DeskIo): Promise<void> {
  const request = await rolloutRequest({ ...place, percent: percentOf(options.percent) ?? Number.NaN, now: io.clock() });
  await writeRequest(place, `rollout-${options.percent}-percent`, request, io);
}

/** Gives a language to translators; without a key it is taken from them. */
export async function translatorsAction(place: Place, into: string, options: { add: readonly string[]; threshold?: string | undefined }, io: DeskIo): Promise<void> {
  const keys = await Promise.all(options.add.map((file) => readPublicKey(path.resolve(file))));
  const threshold = options.threshold === undefined ? Math.min(2, keys.length) : Number(options.threshold);
  await writeRequest(place, `translators-${into}`, await translatorsRequest({ ...place, into, keys, threshold, now: io.clock() }), io);
}

export async function translateAction(place: Place, into: string, folder: string, options: { note?: string | undefined; stillRight?: string | undefined }, io: DeskIo): Promise<void> {
  const stillRight = wordingOf({ wording: options.stillRight });
  const request = await translationRequest({ ...place, into, folder: path.resolve(folder), note: options.note, stillRight, now: io.clock() });
  await writeRequest(place, `translation-${into}-${io.clock().toISOString().slice(0, 10)}`, request, io);
}

/** Makes a key for a person who joins; the private half never leaves their machine. */
export async function newKeyAction(place: Place, role: string, options: { holder?: string | undefined; out?: string | undefined }, io: DeskIo): Promise<void> {
  if (!isSigningRole(role) || role === 'timestamp') throw new PublishingError('publish.badRequest', 'Name the role of the key: root, targets, snapshot, or translations-fr for translators into French (the language by its code). The timestamp key is replaced by "desk rotate --timestamp".');
  const pair = generateRoleKey();
  const holder = options.holder?.trim() || `${role}-${pair.keyId.slice(0, 8)}`;
  const file = await writeSealedKey(path.resolve(options.out ?? '.'), `${role}-${pair.keyId.slice(0, 8)}`, role, holder, pair, await repositoryFingerprint(place.dataDir), io);
  io.out(`Key file: ${file}. Keep it, and a copy in a safe. Send the .public.json file beside it to the desk.`);
}

export async function rotateAction(place: Place, options: { add: readonly string[]; remove: readonly string[]; timestamp?: boolean | undefined }, io: DeskIo): Promise<void> {
  const add: PublicKeyFile[] = await Promise.all(options.add.map((file) => readPublicKey(path.resolve(file))));
  const remove = [...options.remove];
  if (options.timestamp === true) {
    const { root } = await readRepository(repositoryDir(place.dataDir));
    remove.push(...(root.signed.roles['timestamp']?.keyIDs ?? []));
    const pair = generateRoleKey();
    await writeOnlineKey(place.dataDir, `timestamp-${pair.keyId.slice(0, 8)}`, pair);
    add.push({ format: 1, role: 'timestamp', holder: 'server', keyId: pair.keyId, publicKey: pair.publicKey });
  }
  if (add.length + remove.length === 0) throw new PublishingError('publish.badRequest', 'Say which keys change: --add <file>.public.json, --remove <beginning of a key id>, or --timestamp.');
  await writeRequest(place, `keys-${io.clock().toISOString().slice(0, 10)}`, await keysRequest({ ...place, add, remove, now: io.clock() }), io);
}

export async function signAction(requestFile: string, keyFiles: readonly string[], options: { yes?: boolean | undefined }, io: DeskIo, colour: boolean): Promise<void> {
  const file = path.resolve(requestFile);
  const checked = checkRequest(await readRequest(file));
  const keys = await Promise.all(keyFiles.map((name) => readKeyFile(path.resolve(name))));
  for (const key of keys) requireOwnRequest(checked, key);
  for (const line of describe(checked, colour)) io.out(line);
  if (checked.diff) {
    const page = `${stem(file)}.to-sign.html`;
    await writeDurably(page, diffHtml(checked.diff, `To be signed: edition ${checked.after?.edition ?? ''}`));
    io.out(`The same for a browser, written from the very request that you sign: ${page}`);
  }
  const word = checked.request.kind === 'keys' || checked.request.kind === 'network' ? checked.request.kind : (checked.after?.edition ?? '');
  if (options.yes !== true && (await io.ask(`Type "${word}" to sign what you have read, or Enter to stop: `, { hidden: false }))?.trim() !== word) {
    io.out('Nothing was signed.');
    return;
  }
  for (const key of keys) {
    const signer = await openKeyFile(key, await knownPassphrase(io, key.holder));
    const signature = signRequest(checked, key, signer);
    const name = `${stem(file)}.${checked.id.slice(0, 8)}.${key.keyId.slice(0, 8)}.signature.json`;
    await writeDurably(name, `${JSON.stringify(signature, null, 1)}\n`);
    io.out(`Signed with the ${key.role} key of ${key.holder}: ${name}`);
  }
  const missing = missingSignatures(checked, await signaturesBeside(file, checked.id));
  io.out(missing.length === 0 ? 'All signatures are there. At the desk: desk publish <request>' : `Carry the signature file to the desk. With the signatures in this folder there are still missing: ${missing.map(({ role, have, need }) => `${role} (${have} of ${need})`).join(', ')}.`);
}

export async function publishAction(place: Place, requestFile: string, signatureFiles: readonly string[], io: DeskIo): Promise<void> {
  const file = path.resolve(requestFile);
  const requestText = await readRequest(file);
  const beside = await signaturesBeside(file, checkRequest(requestText).id);
  const named = await Promise.all(signatureFiles.map(readSignature));
  const checked = await publishRequest({ dataDir: place.dataDir, requestText, signatures: [...beside, ...named], now: io.clock() });
  await rename(file, `${stem(file)}.published.json`);
  const edition = checked.after?.edition ?? '';
  const share = checked.rollout.after === null ? 'every device' : `${checked.rollout.after.percent} % of devices; the others keep ${checked.rollout.after.before.edition}`;
  if (checked.request.kind === 'edition') io.out(`Edition ${edition} (number ${checked.after?.number ?? 0}) is published and reaches ${share}.`);
  else if (checked.request.kind === 'translation') io.out(`The translation into ${checked.after?.language ?? ''} of edition ${edition} is published.`);
  else if (checked.request.kind === 'translators') io.out('The translators named in the request may publish from now on.');
  else if (checked.request.kind === 'rollout') io.out(`Edition ${edition} reaches ${share}.`);
  else if (checked.request.kind === 'network') io.out('What the network sees is published.');
  else if (checked.request.kind === 'withdrawal') io.out(checked.withdrawals.added.length > 0 ? `Edition ${edition} is withdrawn. Readers keep it and see the reason. Publish a corrected edition as soon as you can.` : `The withdrawal of edition ${edition} is taken back.`);
  else io.out(`The new keys are in force (root ${checked.nextRoot.signed.version}). Destroy the key files that were taken out.`);
}

export async function packAction(place: Place, out: string | undefined, io: DeskIo): Promise<void> {
  const { edition, bytes } = await packEdition(place.dataDir, place.language);
  const file = path.resolve(out ?? `manual-${place.language}-${edition}.${editionFileEnding}`);
  await writeDurably(file, bytes);
  io.out(`${file} (${Math.ceil(bytes.length / 1024)} KB) holds edition ${edition} and all that proves it. Readers open it under Settings, Secretariat.`);
}

/** Of what a request changes; the page beside it and every signer's screen have all of it. */
const mostLines = 60;

export async function writeRequest(place: Place, name: string, request: SigningRequest, io: DeskIo): Promise<void> {
  const text = `${JSON.stringify(request)}\n`;
  const checked = checkRequest(text); // what the signers will do; a request that fails there is never handed out
  await mkdir(requestsDir(place.dataDir), { recursive: true });
  const file = path.join(requestsDir(place.dataDir), `${name}.request.json`);
  await writeDurably(file, text);
  const lines = describe(checked, false);
  for (const line of lines.slice(0, mostLines)) io.out(line);
  if (lines.length > mostLines) io.out(`  and ${lines.length - mostLines} lines more${checked.diff ? ': read the page' : ''}`);
  if (checked.diff) {
    const page = path.join(requestsDir(place.dataDir), `${name}.html`);
    await writeDurably(page, diffHtml(checked.diff, `What edition ${checked.after?.edition ?? ''} changes`));
    io.out(`To read before anybody signs: ${page}`);
  }
  io.out(`Request: ${file}`);
  const needed = missingSignatures(checked, []).map(({ role, need }) => `${need} of the role ${role}`);
  io.out(`Carry it to the signers (${[...new Set(needed)].join(', ')}). Each runs: desk sign <request> --key <key file>`);
}

/** What a signer is shown before the question. */
function describe(checked: CheckedRequest, colour: boolean): string[] {
  const lines = [`Secretariat ${checked.repository}`, `Request ${checked.id.slice(0, 16)} of ${checked.request.createdAt}`];
  if (checked.request.kind === 'keys') {
    const [was, is] = [checked.root.signed, checked.nextRoot.signed];
    lines.push(`New keys, root ${was.version} to ${is.version}, valid until ${is.expires.slice(0, 10)}`);
    for (const role of roleNames) {
      const [old, now] = [was.roles[role], is.roles[role]];
      const out = (old?.keyIDs ?? []).filter((keyId) => !now?.keyIDs.includes(keyId));
      const fresh = (now?.keyIDs ?? []).filter((keyId) => !old?.keyIDs.includes(keyId));
      lines.push(`  ${role}: ${now?.threshold ?? 0} of ${now?.keyIDs.length ?? 0} must sign${old?.threshold === now?.threshold ? '' : ` (was ${old?.threshold ?? 0})`}${out.length === 0 ? '' : `, out: ${out.map((id) => id.slice(0, 8)).join(', ')}`}${fresh.length === 0 ? '' : `, in: ${fresh.map((id) => id.slice(0, 8)).join(', ')}`}`);
    }
  }
  if (checked.rollout.after) lines.push(`REACHES ${checked.rollout.after.percent} % of devices by itself. The others keep edition ${checked.rollout.after.before.edition} unless somebody asks for the new one.`);
  else if (checked.rollout.before) lines.push(`Reaches every device from now on (until now ${checked.rollout.before.percent} %).`);
  for (const one of checked.withdrawals.added) lines.push(`WITHDRAWS edition ${one.edition}. Readers will see: ${one.reason}`);
  for (const one of checked.withdrawals.taken) lines.push(`Takes back the withdrawal of edition ${one.edition} (${one.reason})`);
  if (checked.translatorChanges) lines.push(...checked.translatorChanges);
  if (checked.lag) lines.push(...lagLines(checked.after?.language ?? '', checked.lag));
  if (checked.networkChanges) lines.push('For the network:', ...checked.networkChanges.map((line) => `  ${line}`));
  if (checked.diff) lines.push(...diffText(checked.diff, colour));
  return lines;
}

const wordingOf = (options: FolderOptions): Set<string> => new Set((options.wording ?? '').split(',').map((id) => (id.trim() === 'all' ? '*' : id.trim())).filter((id) => id !== ''));
const percentOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : /^\d{1,3}%?$/.test(text.trim()) ? Number.parseInt(text, 10) : Number.NaN);
const stem = (file: string): string => file.replace(/(\.request)?\.json$/, '');

function warn(found: Draft, io: DeskIo): void {
  if (found.warnings.length === 0) return;
  io.err(`${found.warnings.length} references lead nowhere, as before:`);
  for (const warning of found.warnings.slice(0, maxWarnings)) io.err(`  ${formatContentProblem({ ...warning, file: warning.file || 'kept part' })}`);
}

async function readRequest(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new PublishingError('publish.badRequest', `There is no request ${file}. Check its name, or put in the stick that holds it.`);
  });
}

async function readSignature(file: string): Promise<SignatureFile> {
  const text = await readFile(path.resolve(file), 'utf8').catch(() => '');
  try {
    return v.parse(signatureFileSchema, JSON.parse(text));
  } catch {
    throw new PublishingError('publish.badRequest', `${file} is not a signature file. It ends in .signature.json and is made by "desk sign".`);
  }
}
