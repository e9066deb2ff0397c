import type { Metadata, Root, Snapshot, Targets } from '@tufjs/models';
import * as v from 'valibot';
import { manifestTargetPath, type Manifest } from '../../../shared/contracts/edition.ts';
import { partOfWordsKind, wordsSchema } from '../../../shared/content/translatedWords.ts';
import { translationRole } from '../../../shared/domain/editionRepository.ts';
import { editionDiff } from '../desk/editionDiff.ts';
import { manifestOf, parseTargets, requireTexts, type CheckedRequest, type RequestPart, type SigningRequest } from '../desk/signingRequest.ts';
import { translationLag } from './translationContent.ts';

export interface TranslationParts {
  readonly request: SigningRequest;
  readonly id: string;
  readonly repository: string;
  readonly root: Metadata<Root>;
  readonly texts: ReadonlyMap<string, string>;
  /** The edition that is translated, as it was signed. */
  readonly source: Manifest | null;
  /** The targets in force, verified: they say who may translate. */
  readonly targets: Metadata<Targets> | null;
  readonly snapshot: Metadata<Snapshot> | null;
  /** A part in the form in which this program writes it. */
  partOf(role: RequestPart['role']): string | null;
}

/** A request to publish a translation: its role may change one manifest in its language, and the snapshot names it. Throws what is wrong. */
export function checkedTranslation({ request, id, repository, root, texts, source, targets, snapshot, partOf }: TranslationParts): CheckedRequest {
  const { translation, manifest } = request;
  if (!translation || manifest === null || !source || !targets || !snapshot) throw new Error('it is no whole translation');
  const { language } = translation;
  const role = translationRole(language);
  if (!targets.signed.delegations?.roles?.[role]) throw new Error(`nobody was given the translation into ${language}`);
  if (request.parts.length !== 2) throw new Error('it holds more than a translation');
  const text = partOf(role);
  if (text === null) throw new Error('the part of the translators is missing');
  const signed = parseTargets(text).signed;
  const name = manifestTargetPath(language);
  const target = signed.targets[name];
  if (Object.keys(signed.targets).length !== 1 || !target || Object.keys(target.unrecognizedFields).length > 0 || signed.delegations !== undefined) throw new Error('it names more than one translation');

  const previous = translation.before ? parseTargets(translation.before.metadata) : null;
  if (previous) targets.verifyDelegate(role, previous);
  if (signed.version !== (previous?.signed.version ?? 0) + 1) throw new Error('the version of the translation');
  const meta = snapshot.signed.meta;
  const roles = Object.keys(targets.signed.delegations.roles).map((known) => `${known}.json`);
  if (meta['targets.json']?.version !== targets.signed.version || meta[`${role}.json`]?.version !== signed.version || !Object.keys(meta).every((file) => file === 'targets.json' || roles.includes(file))) throw new Error('the snapshot leads elsewhere');

  const after = manifestOf(manifest, parseTargets(text), name);
  const before = previous && translation.before ? manifestOf(translation.before.manifest, previous, name) : null;
  if (after.language !== language || after.edition !== source.edition || after.items.some((item) => item.kind !== 'section' && partOfWordsKind(item.kind) === undefined)) throw new Error('it is not a translation of the edition in force');
  if (before && after.number <= before.number) throw new Error('the number of the translation does not rise');
  requireTexts(before, after, texts);
  const kept = new Set(before?.items.map(({ sha256 }) => sha256));
  for (const item of after.items) if (item.kind !== 'section' && !kept.has(item.sha256) && !isWords(texts.get(item.sha256))) throw new Error(`the words of "${item.title}" have not the form of a translation`);
  const diff = editionDiff({ manifest: before ?? { ...after, items: [], chapters: [] }, texts }, { manifest: after, texts }, new Set());
  return { request, id, repository, root, nextRoot: root, before, after, diff, delegations: targets.signed.delegations, translatorChanges: null, lag: translationLag(source, after), networkChanges: null, withdrawals: { added: [], taken: [] }, rollout: { before: null, after: null } };
}

function isWords(text: string | undefined): boolean {
  try {
    return v.is(wordsSchema, JSON.parse(text ?? ''));
  } catch {
    return false;
  }
}
