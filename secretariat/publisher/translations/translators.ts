import { translationRole } from '../../../shared/domain/editionRepository.ts';
import type { Delegations } from '../desk/signingRequest.ts';
import { keyObject } from '../roleKeys.ts';
import type { JsonObject } from '../signedMetadata.ts';
import type { PublicKeyFile } from '../desk/keyFile.ts';

/** The one place of the repository that translators of a language may name: nothing of the original, nothing of another language. */
export const translationPaths = (language: string): string[] => [`editions/${language}/*`];

/** Delegations with the translators of one language replaced; none of them takes the language away. */
export function withTranslators(current: JsonObject | undefined, language: string, keys: readonly PublicKeyFile[], threshold: number): JsonObject | undefined {
  const role = translationRole(language);
  const now = current as { keys?: Record<string, JsonObject>; roles?: { name: string; keyids: string[] }[] } | undefined;
  const others = (now?.roles ?? []).filter(({ name }) => name !== role);
  const mine = keys.length === 0 ? [] : [{ name: role, keyids: keys.map(({ keyId }) => keyId), threshold, terminating: true, paths: translationPaths(language) }];
  const roles = [...others, ...mine];
  if (roles.length === 0) return undefined;
  const used = new Set(roles.flatMap(({ keyids }) => keyids));
  const known: Record<string, unknown> = { ...now?.keys, ...Object.fromEntries(keys.map(({ keyId, publicKey }) => [keyId, keyObject(publicKey)])) };
  return { keys: Object.fromEntries(Object.entries(known).filter(([keyId]) => used.has(keyId))), roles } as unknown as JsonObject;
}

/**
 * What changes of who may translate, a line for each language.
 * @throws where a role is delegated more than its own language
 */
export function changesOfTranslators(before: Delegations | null, after: Delegations | null): string[] {
  if (after?.succinctRoles !== undefined || Object.keys(after?.unrecognizedFields ?? {}).length > 0) throw new Error('it delegates to roles that this program does not show');
  const used = new Set(Object.values(after?.roles ?? {}).flatMap((role) => role.keyIDs));
  if (Object.keys(after?.keys ?? {}).some((keyId) => !used.has(keyId))) throw new Error('it holds a key of nobody');
  const lines: string[] = [];
  for (const name of new Set([...Object.keys(before?.roles ?? {}), ...Object.keys(after?.roles ?? {})])) {
    const [was, is] = [before?.roles?.[name], after?.roles?.[name]];
    const language = name.replace(/^translations-/, '');
    if (is) {
      const isOwn = name === translationRole(language) && is.terminating && JSON.stringify(is.paths) === JSON.stringify(translationPaths(language));
      if (!isOwn || Object.keys(is.unrecognizedFields ?? {}).length > 0) throw new Error(`it delegates more than a language to ${name}`);
      for (const keyId of is.keyIDs) if (!after?.keys[keyId]) throw new Error(`a key of ${name} is missing`);
    }
    if (JSON.stringify(was?.toJSON() ?? null) === JSON.stringify(is?.toJSON() ?? null)) continue;
    lines.push(is ? `Translations into ${language}: ${is.threshold} of ${is.keyIDs.length} must sign: ${is.keyIDs.map((keyId) => keyId.slice(0, 8)).join(', ')}${was ? ` (was ${was.threshold} of ${was.keyIDs.length}: ${was.keyIDs.map((keyId) => keyId.slice(0, 8)).join(', ')})` : ' (new)'}` : `Translations into ${language}: nobody any more`);
  }
  return lines;
}
