import { createHash, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { languageOfRole, type TranslationRole } from '../../shared/domain/editionRepository.ts';
import { canonicalJson } from '../../shared/content/contentBlobs.ts';

export const roleNames = ['root', 'targets', 'snapshot', 'timestamp'] as const;
export type RoleName = (typeof roleNames)[number];
/** The four roles of the root, and one of translators for each language. */
export type SigningRole = RoleName | TranslationRole;
export const isTranslationRole = (role: string): role is TranslationRole => languageOfRole(role) !== null;
export const isSigningRole = (role: string): role is SigningRole => isTranslationRole(role) || (roleNames as readonly string[]).includes(role);

/** Public half of an Ed25519 key as root metadata names it. */
export interface RolePublicKey {
  /** SHA-256 of the key's canonical JSON, hexadecimal. */
  readonly keyId: string;
  /** 32 bytes, hexadecimal. */
  readonly publicKey: string;
}

/** Something that can sign for a role. Where the private half lives is its own affair: a file, a token, or a person with a stick. */
export interface RoleSigner extends RolePublicKey {
  sign(bytes: Uint8Array): Uint8Array;
}

export interface RoleKeyPair extends RolePublicKey {
  /** PKCS #8, base64. */
  readonly privateKey: string;
}

export function generateRoleKey(): RoleKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  return { keyId: keyIdOf(raw), publicKey: raw, privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') };
}

export function signerFor(pair: RoleKeyPair): RoleSigner {
  const key: KeyObject = createPrivateKey({ key: Buffer.from(pair.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  return { keyId: pair.keyId, publicKey: pair.publicKey, sign: (bytes) => sign(null, bytes, key) };
}

/** The key as it stands in root metadata. */
export const keyObject = (publicKey: string): { keytype: string; scheme: string; keyval: { public: string } } => ({ keytype: 'ed25519', scheme: 'ed25519', keyval: { public: publicKey } });

export const keyIdOf = (publicKey: string): string => createHash('sha256').update(canonicalJson(keyObject(publicKey))).digest('hex');
