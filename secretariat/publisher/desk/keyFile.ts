import { readFile } from 'node:fs/promises';
import sodium from 'libsodium-wrappers-sumo';
import * as v from 'valibot';
import { canonicalJson } from '../../../shared/content/contentBlobs.ts';
import { passphraseKey } from '../../../shared/crypto/passphraseKey.ts';
import { PublishingError } from '../publishingError.ts';
import { isSigningRole, signerFor, type RoleKeyPair, type RoleSigner, type SigningRole } from '../roleKeys.ts';

const signingRole = v.custom<SigningRole>((role) => typeof role === 'string' && isSigningRole(role));
const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`)));

const openPartSchema = v.object({
  format: v.literal(1),
  role: signingRole,
  /** Who holds it, in the words of whoever made it. */
  holder: v.pipe(v.string(), v.maxLength(120)),
  keyId: hex(32),
  publicKey: hex(32),
  /** SHA-256 of the first root of the Secretariat that the key belongs to: it signs for no other. */
  repository: hex(32),
});
const keyFileSchema = v.object({
  ...openPartSchema.entries,
  kdf: v.object({ opsLimit: v.number(), memLimitBytes: v.number(), salt: hex(16) }),
  nonce: hex(24),
  sealed: v.pipe(v.string(), v.maxLength(4_000)),
});
export type KeyFile = v.InferOutput<typeof keyFileSchema>;

/** What another desk has to know of a key; it holds no secret. */
export const publicKeySchema = v.object({ format: v.literal(1), role: signingRole, holder: v.pipe(v.string(), v.maxLength(120)), keyId: hex(32), publicKey: hex(32) });
export type PublicKeyFile = v.InferOutput<typeof publicKeySchema>;

export interface KdfCost {
  readonly opsLimit: number;
  readonly memLimitBytes: number;
}
/** Half a second or so on an office computer, for each guess. */
export const deskKdfCost: KdfCost = { opsLimit: 4, memLimitBytes: 256 * 1024 * 1024 };

/** Encrypts a private key: Argon2id makes the key from the passphrase, XChaCha20-Poly1305 seals, and what stands open in the file is sealed in as well. */
export async function sealKeyFile(role: SigningRole, holder: string, pair: RoleKeyPair, repository: string, passphrase: string, cost: KdfCost): Promise<KeyFile> {
  await sodium.ready;
  const open = { format: 1 as const, role, holder, keyId: pair.keyId, publicKey: pair.publicKey, repository };
  const salt = sodium.randombytes_buf(16);
  const nonce = sodium.randombytes_buf(24);
  const key = passphraseKey(sodium, passphrase, { ...cost, salt });
  if (!key.ok) throw new Error(`the cost of the passphrase is out of bounds: ${key.error.code}`);
  const sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(pair.privateKey, canonicalJson(open), null, nonce, key.value);
  sodium.memzero(key.value);
  return { ...open, kdf: { ...cost, salt: sodium.to_hex(salt) }, nonce: sodium.to_hex(nonce), sealed: Buffer.from(sealed).toString('base64') };
}

/** @throws PublishingError `publish.missingKeys` where the file is no key file */
export async function readKeyFile(file: string): Promise<KeyFile> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new PublishingError('publish.missingKeys', `There is no key file ${file}. Check its name, or put in the stick that holds it.`);
  });
  const parsed = v.safeParse(keyFileSchema, parseJson(text));
  if (!parsed.success) throw new PublishingError('publish.missingKeys', `${file} is not a key file of this program, or it is damaged. Restore it from its copy.`);
  return parsed.output;
}

/** @throws PublishingError `publish.badPassphrase` also where the file was changed: the two cannot be told apart */
export async function openKeyFile(key: KeyFile, passphrase: string): Promise<RoleSigner> {
  await sodium.ready;
  const { kdf, nonce, sealed, ...open } = key;
  const secret = passphraseKey(sodium, passphrase, { opsLimit: kdf.opsLimit, memLimitBytes: kdf.memLimitBytes, salt: sodium.from_hex(kdf.salt) });
  if (!secret.ok) throw new PublishingError('publish.missingKeys', 'The key file asks for another protection than this program allows, so it may have been changed. It was not opened.');
  try {
    const privateKey = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, Buffer.from(sealed, 'base64'), canonicalJson(open), sodium.from_hex(nonce), secret.value, 'text');
    return signerFor({ keyId: key.keyId, publicKey: key.publicKey, privateKey });
  } catch {
    throw new PublishingError('publish.badPassphrase', `That passphrase does not open the ${key.role} key of ${key.holder}. Check capital letters and the keyboard's language. If it is right, the key file was changed: restore it from its copy.`);
  } finally {
    sodium.memzero(secret.value);
  }
}

/** @throws PublishingError `publish.missingKeys` */
export async function readPublicKey(file: string): Promise<PublicKeyFile> {
  const parsed = v.safeParse(publicKeySchema, parseJson(await readFile(file, 'utf8').catch(() => '')));
  if (!parsed.success) throw new PublishingError('publish.missingKeys', `${file} is not a public key file. It ends in .public.json and is made beside the key file.`);
  return parsed.output;
}

export const publicPart = ({ role, holder, keyId, publicKey }: KeyFile): PublicKeyFile => ({ format: 1, role, holder, keyId, publicKey });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
