/** The small documents that exist once: profile, what was read of the Manual, settings. */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { editionReadSchema, type EditionRead } from '../../../shared/domain/vault/editionRead.ts';
import { personalSettingsSchema, type PersonalSettings } from '../../../shared/domain/vault/personalSettings.ts';
import { profileDraftSchema, profileSchema, type Profile, type ProfileDraft } from '../../../shared/domain/vault/profile.ts';

const profileMap = 'profile';
const draftMap = 'draft';
const draftKey = 'fields';

/** Sets the fields that differ, so that devices that change different fields do not undo each other. */
export function writeProfile(doc: Y.Doc, profile: Profile): void {
  const map = doc.getMap<unknown>(profileMap);
  for (const [field, value] of Object.entries(profile)) if (value !== undefined && map.get(field) !== value) map.set(field, value);
  writeProfileDraft(doc, null);
}

export function writeProfileDraft(doc: Y.Doc, draft: ProfileDraft | null): void {
  const map = doc.getMap<unknown>(draftMap);
  if (draft === null) map.delete(draftKey);
  else map.set(draftKey, draft);
}

export function profileView(doc: Y.Doc): { readonly profile: Profile | null; readonly draft: ProfileDraft | null } {
  const profile = v.safeParse(profileSchema, doc.getMap(profileMap).toJSON());
  const draft = v.safeParse(profileDraftSchema, doc.getMap(draftMap).get(draftKey));
  return { profile: profile.success ? profile.output : null, draft: draft.success ? draft.output : null };
}

const sectionsMap = 'sections';
const editionMap = 'edition';
const lastSeenKey = 'lastSeen';

export function writeSectionRead(doc: Y.Doc, sectionId: string, read: { readonly readAt: string; readonly sha256: string | null } | null): void {
  const map = doc.getMap<unknown>(sectionsMap);
  if (read === null) map.delete(sectionId);
  else map.set(sectionId, read);
}

export function writeLastSeenEdition(doc: Y.Doc, edition: number): void {
  doc.getMap<unknown>(editionMap).set(lastSeenKey, edition);
}

const sectionEntry = editionReadSchema.entries.sections.value;

export function editionRead(doc: Y.Doc): EditionRead {
  const lastSeen = doc.getMap(editionMap).get(lastSeenKey);
  const sections = Object.entries(doc.getMap(sectionsMap).toJSON()).filter(([, entry]) => v.is(sectionEntry, entry));
  return { sections: Object.fromEntries(sections) as EditionRead['sections'], lastSeenEdition: Number.isSafeInteger(lastSeen) ? (lastSeen as number) : 0 };
}

const settingsMap = 'settings';

export function writePersonalSettings(doc: Y.Doc, settings: PersonalSettings): void {
  const map = doc.getMap<unknown>(settingsMap);
  for (const [name, value] of Object.entries(settings)) {
    if (value === null) map.delete(name);
    else if (map.get(name) !== value) map.set(name, value);
  }
}

export function personalSettings(doc: Y.Doc): PersonalSettings {
  const settings = v.safeParse(personalSettingsSchema, doc.getMap(settingsMap).toJSON());
  return settings.success ? settings.output : {};
}
