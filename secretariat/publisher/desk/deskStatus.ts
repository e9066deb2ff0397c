import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { manifestTargetPath, withdrawalsIn } from '../../../shared/contracts/edition.ts';
import { rolloutIn } from '../../../shared/domain/rollout.ts';
import { readEditionInForce } from '../publishFolder.ts';
import { issuedAt, readRepository, repositoryDir } from '../repositoryFolder.ts';
import { roleNames } from '../roleKeys.ts';
import { repositoryFingerprint } from '../ensureTrialSecretariat.ts';
import { lagLines, partsLagLines } from '../translations/lagLines.ts';
import { translationLag } from '../translations/translationContent.ts';
import { partsLag } from '../translations/translationWords.ts';
import { translationsInForce } from '../translations/translationRequests.ts';
import { checkRequest } from './requestFile.ts';
import { missingSignatures, signaturesBeside } from './publishRequest.ts';

export const requestsDir = (dataDir: string): string => path.join(dataDir, 'requests');

const dayMs = 86_400_000;

/** What is in force, until when, which keys may sign, and which requests wait, as lines for a terminal. */
export async function deskStatus(dataDir: string, language: string, now: Date): Promise<string[]> {
  const { root, current } = await readRepository(repositoryDir(dataDir));
  const inForce = await readEditionInForce(dataDir, language);
  const lines = [`Secretariat  ${await repositoryFingerprint(dataDir)}`, ''];
  if (!current || !inForce) lines.push('No edition is published yet. Begin with: desk request <folder>');
  else {
    const { manifest } = inForce;
    lines.push(`Edition      ${manifest.edition} (number ${manifest.number}), ${manifest.items.filter(({ kind }) => kind === 'section').length} sections, published on ${manifest.publishedOn}`);
    const withdrawn = withdrawalsIn(current.targets.signed.targets[manifestTargetPath(language)]?.custom).find(({ number }) => number === manifest.number);
    if (withdrawn) lines.push(`WITHDRAWN    on ${withdrawn.on}: ${withdrawn.reason}`);
    const rollout = rolloutIn(current.targets.signed.targets[manifestTargetPath(language)]?.custom);
    if (rollout) lines.push(`Rollout      reaches ${rollout.percent} % of devices; the others keep ${rollout.before.edition}. Go on with: desk rollout --percent 100`);
    lines.push(`Confirmed    ${issuedAt(current.timestamp.signed)?.toISOString() ?? 'unknown'}, the server renews it every day`);
    for (const [name, { signed }] of [['editions', current.targets], ['snapshot', current.snapshot], ['timestamp', current.timestamp]] as const) lines.push(expiry(name, signed.expires, now));
  }
  lines.push(expiry('root', root.signed.expires, now), '', 'Keys in force:');
  for (const role of roleNames) {
    const { keyIDs, threshold } = root.signed.roles[role] ?? { keyIDs: [], threshold: 0 };
    lines.push(`  ${role.padEnd(10)} ${threshold} of ${keyIDs.length}: ${keyIDs.map((keyId) => keyId.slice(0, 8)).join(', ')}`);
  }
  for (const [role, { keyIDs, threshold }] of Object.entries(current?.targets.signed.delegations?.roles ?? {})) lines.push(`  ${role.padEnd(10)} ${threshold} of ${keyIDs.length}: ${keyIDs.map((keyId) => keyId.slice(0, 8)).join(', ')}`);
  if (inForce) for (const { language: into, inForce: made } of await translationsInForce(dataDir)) lines.push('', ...lagLines(into, translationLag(inForce.manifest, made?.manifest ?? null)), ...partsLagLines(partsLag(inForce, made)));
  lines.push('', ...(await waitingRequests(dataDir)));
  return [...lines, ''];
}

function expiry(name: string, expires: string, now: Date): string {
  const days = Math.floor((new Date(expires).getTime() - now.getTime()) / dayMs);
  return `  ${name.padEnd(10)} valid until ${expires.slice(0, 10)}${days < 0 ? ' - HAS RUN OUT' : days < 30 && name !== 'timestamp' ? ` - only ${days} days left: sign a request` : ''}`;
}

async function waitingRequests(dataDir: string): Promise<string[]> {
  const names = (await readdir(requestsDir(dataDir)).catch(() => [])).filter((name) => name.endsWith('.request.json')).sort();
  if (names.length === 0) return ['No request waits for signatures.'];
  const lines = ['Requests:'];
  for (const name of names) {
    const file = path.join(requestsDir(dataDir), name);
    try {
      const checked = checkRequest(await readFile(file, 'utf8'));
      const missing = missingSignatures(checked, await signaturesBeside(file, checked.id));
      lines.push(`  ${name}: ${missing.length === 0 ? 'signed; publish it' : `waits for ${missing.map(({ role, have, need }) => `${role} ${have} of ${need}`).join(', ')}`}`);
    } catch {
      lines.push(`  ${name}: cannot be read`);
    }
  }
  return lines;
}
