/** The desk's key for sealed messages: an encrypted file at the desk, and its public half, which is published. The server's process never opens it. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sodium from 'libsodium-wrappers-sumo';
import * as v from 'valibot';
import { canonicalJson } from '../../../shared/content/contentBlobs.ts';
import { deskKeySchema, type DeskKey } from '../../../shared/content/network.schema.ts';
import { passphraseKey } from '../../../shared/crypto/passphraseKey.ts';
import { newMessageKeys, type MessageKeys } from '../../../shared/crypto/sealedMessage.ts';
import type { KdfCost } from '../desk/keyFile.ts';
import { writeDurably } from '../durableFile.ts';
import { PublishingError } from '../publishingError.ts';
import { keysDir } from '../trialSecretariat.ts';

const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`, 'u')));
const fileSchema = v.object({
  format: v.literal(1),
  purpose: v.literal('inbox'),
  boxKey: hex(32),
  signKey: hex(32),
  kdf: v.object({ opsLimit: v.number(), memLimitBytes: v.number(), salt: hex(16) }),
  nonce: hex(24),
  sealed: v.pipe(v.string(), v.maxLength(4_000)),
});
const secretsSchema = v.object({ boxSecret: hex(32), signSecret: hex(64) });

export const deskKeyFile = (dataDir: string): string => path.join(keysDir(dataDir), 'inbox.key.json');
/** The public half, which the next publication for the network takes up. */
export const deskPublicFile = (dataDir: string): string => path.join(keysDir(dataDir), 'inbox.public.json');
/** Only a trial has it: its key opens without a person. */
const trialPassphraseFile = (dataDir: string): string => path.join(keysDir(dataDir), 'inbox-trial-passphrase.txt');
const trialCost: KdfCost = { opsLimit: 3, memLimitBytes: 64 * 1024 * 1024 };

/** Makes a key and writes both files. */
export async function makeDeskKey(options: { readonly dataDir: string; readonly file: string; readonly passphrase: string; readonly cost: KdfCost; readonly now: Date }): Promise<DeskKey> {
  await sodium.ready;
  const keys = newMessageKeys(sodium);
  const open = { format: 1 as const, purpose: 'inbox' as const, boxKey: keys.boxKey, signKey: keys.signKey };
  const [salt, nonce] = [randomBytes(16), randomBytes(24)];
  const secret = passphraseKey(sodium, options.passphrase, { ...options.cost, salt });
  if (!secret.ok) throw new Error(`the cost of the passphrase is out of bounds: ${secret.error.code}`);
  const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(JSON.stringify({ boxSecret: keys.boxSecret, signSecret: keys.signSecret }), canonicalJson(open), null, nonce, secret.value);
  sodium.memzero(secret.value);
  await writeDurably(options.file, `${JSON.stringify({ ...open, kdf: { ...options.cost, salt: salt.toString('hex') }, nonce: nonce.toString('hex'), sealed: Buffer.from(sealed).toString('base64') }, null, 1)}\n`, 0o600);
  const published: DeskKey = { boxKey: keys.boxKey, signKey: keys.signKey, since: options.now.toISOString().slice(0, 10) };
  await writeDurably(deskPublicFile(options.dataDir), `${JSON.stringify(published, null, 1)}\n`);
  return published;
}

/** Opens the key file. @throws PublishingError `publish.missingKeys`, `publish.badPassphrase` */
export async function openDeskKey(file: string, passphrase: string): Promise<MessageKeys> {
  await sodium.ready;
  const text = await readFile(file, 'utf8').catch(() => {
    throw new PublishingError('publish.missingKeys', `There is no key file ${file}. Name it with --key, or make one with "inbox init".`);
  });
  const parsed = v.safeParse(fileSchema, parseJson(text));
  if (!parsed.success) throw new PublishingError('publish.missingKeys', `${file} is not a key file of the inbox, or it is damaged. Restore it from its copy.`);
  const { kdf, nonce, sealed, ...open } = parsed.output;
  const secret = passphraseKey(sodium, passphrase, { opsLimit: kdf.opsLimit, memLimitBytes: kdf.memLimitBytes, salt: sodium.from_hex(kdf.salt) });
  if (!secret.ok) throw new PublishingError('publish.missingKeys', 'The key file asks for another protection than this program allows, so it may have been changed. It was not opened.');
  try {
    const opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, Buffer.from(sealed, 'base64'), canonicalJson(open), sodium.from_hex(nonce), secret.value, 'text');
    return { boxKey: open.boxKey, signKey: open.signKey, ...v.parse(secretsSchema, JSON.parse(opened)) };
  } catch {
    throw new PublishingError('publish.badPassphrase', 'That passphrase does not open the key of the inbox. Check capital letters and the keyboard\'s language. If it is right, the key file was changed: restore it from its copy.');
  } finally {
    sodium.memzero(secret.value);
  }
}

/** Null where the desk has made no key yet. */
export async function readDeskKey(dataDir: string): Promise<DeskKey | null> {
  const text = await readFile(deskPublicFile(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  const parsed = v.safeParse(deskKeySchema, parseJson(text));
  if (!parsed.success) throw new PublishingError('publish.missingKeys', `${deskPublicFile(dataDir)} is damaged. Restore it from a copy of the data folder.`);
  return parsed.output;
}

/** A trial's own key, whose passphrase lies beside it. Answers whether one was made. */
export async function ensureTrialDeskKey(dataDir: string, now: Date): Promise<boolean> {
  if ((await readDeskKey(dataDir)) !== null) return false;
  const passphrase = randomBytes(16).toString('hex');
  await writeDurably(trialPassphraseFile(dataDir), `${passphrase}\n`, 0o600);
  await makeDeskKey({ dataDir, file: deskKeyFile(dataDir), passphrase, cost: trialCost, now });
  return true;
}

/** Null outside a trial: there a person types it. */
export const trialPassphrase = (dataDir: string): Promise<string | null> => readFile(trialPassphraseFile(dataDir), 'utf8').then((text) => text.trim(), () => null);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
