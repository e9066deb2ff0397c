import type { Metadata, Root } from '@tufjs/models';
import { PublishingError } from '../publishingError.ts';
import type { RoleName, RoleSigner } from '../roleKeys.ts';
import { signUnsigned } from '../signedMetadata.ts';
import type { KeyFile } from './keyFile.ts';
import type { CheckedRequest, SignatureFile } from './requestFile.ts';

/** Roles of the request that a key may sign. A root is signed by keys of the old one and of the new one. */
export function rolesForKey(checked: CheckedRequest, keyId: string): RoleName[] {
  return checked.request.parts.flatMap(({ role }) => (signersOf(checked, role).some((root) => isKeyOf(root, role, keyId)) ? [role] : []));
}

/** The roots whose keys have to sign a role. */
export const signersOf = (checked: CheckedRequest, role: RoleName): Metadata<Root>[] => (role === 'root' ? [checked.root, checked.nextRoot] : [checked.nextRoot]);

export const isKeyOf = (root: Metadata<Root>, role: RoleName, keyId: string): boolean => root.signed.roles[role]?.keyIDs.includes(keyId) ?? false;

/**
 * Before a passphrase is asked for: whether this key has anything to sign here.
 * @throws PublishingError `publish.badRequest`
 */
export function requireOwnRequest(checked: CheckedRequest, key: KeyFile): RoleName[] {
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
