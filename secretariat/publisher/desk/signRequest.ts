import type { Key, Metadata, Root } from '@tufjs/models';
import { PublishingError } from '../publishingError.ts';
import { isTranslationRole, type RoleName, type RoleSigner, type SigningRole } from '../roleKeys.ts';
import { signUnsigned } from '../signedMetadata.ts';
import type { KeyFile } from './keyFile.ts';
import type { SignatureFile } from './requestFile.ts';
import type { CheckedRequest } from './signingRequest.ts';

/** Whose signatures count for a role: keys, and how many of them. */
export interface Authority {
  readonly keyIDs: readonly string[];
  readonly threshold: number;
  readonly keys: Readonly<Record<string, Key>>;
}

/** Roles of the request that a key may sign. A root is signed by keys of the old one and of the new one. */
export function rolesForKey(checked: CheckedRequest, keyId: string): SigningRole[] {
  return checked.request.parts.flatMap(({ role }) => (authoritiesOf(checked, role).some(({ keyIDs }) => keyIDs.includes(keyId)) ? [role] : []));
}

/** Who has to sign a role; all of the answer. Translators are named by targets, everybody else by the root. */
export function authoritiesOf(checked: CheckedRequest, role: SigningRole): Authority[] {
  if (isTranslationRole(role)) {
    const delegated = checked.delegations?.roles?.[role];
    return [{ keyIDs: delegated?.keyIDs ?? [], threshold: delegated?.threshold ?? 1, keys: checked.delegations?.keys ?? {} }];
  }
  const of = (root: Metadata<Root>): Authority => ({ keyIDs: root.signed.roles[role]?.keyIDs ?? [], threshold: root.signed.roles[role]?.threshold ?? 1, keys: root.signed.keys });
  return (role === 'root' ? [checked.root, checked.nextRoot] : [checked.nextRoot]).map(of);
}

export const isKeyOf = (root: Metadata<Root>, role: RoleName, keyId: string): boolean => root.signed.roles[role]?.keyIDs.includes(keyId) ?? false;

/**
 * Before a passphrase is asked for: whether this key has anything to sign here.
 * @throws PublishingError `publish.badRequest`
 */
export function requireOwnRequest(checked: CheckedRequest, key: KeyFile): SigningRole[] {
  if (checked.repository !== key.repository) throw new PublishingError('publish.badRequest', 'This request is from another Secretariat than the one that your key belongs to. Do not sign it. Ask whoever gave it to you.');
  const roles = rolesForKey(checked, key.keyId);
  if (roles.length === 0) throw new PublishingError('publish.badRequest', `The ${key.role} key of ${key.holder} has nothing to sign in this request. Take another key.`);
  return roles;
}

export function signRequest(checked: CheckedRequest, key: Pick<KeyFile, 'holder'>, signer: RoleSigner): SignatureFile {
  const signatures = checked.request.parts
    .filter(({ role }) => rolesForKey(checked, signer.keyId).includes(role))
    .map(({ role, unsigned }) => ({ role, signature: signUnsigned(role, unsigned, signer).signature }));
  return { format: 1, request: checked.id, keyId: signer.keyId, holder: key.holder, signatures };
}
