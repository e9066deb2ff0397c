/**
 * The kinds of Yjs document and what each shows of itself. A view is a small sealed record beside the document, written in the same batch
 * as every change, so that lists and forms are read without reviving a document.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { briefingSummarySchema } from '../../../shared/domain/assessments/briefing.ts';
import { messageViewSchema } from '../../../shared/domain/messages/message.ts';
import { editionReadSchema } from '../../../shared/domain/vault/editionRead.ts';
import { noteSummaryForm, noteSummarySchema, type NoteSummary } from '../../../shared/domain/vault/note.ts';
import { personalSettingsSchema } from '../../../shared/domain/vault/personalSettings.ts';
import { profileDraftSchema, profileSchema } from '../../../shared/domain/vault/profile.ts';
import { programmeProgressSchema } from '../../../shared/domain/vault/programmeProgress.ts';
import { situationSchema } from '../../../shared/domain/vault/situation.ts';
import { entryViewSchema } from '../../../shared/domain/vault/entry.ts';
import { briefingSummary, briefingViewParent } from './briefingDocument.ts';
import { definitionsParent, definitionView, definitionViewSchema } from './definitionDocument.ts';
import { entryView, entryViewParent } from './entryDocument.ts';
import { fileLedger, fileLedgerSchema } from '../files/fileLedger.ts';
import { noteSummary, noteTextRecord, noteViewParent } from './noteDocument.ts';
import { messageView, messageViewParent } from './messageDocument.ts';
import { publicMessageKeys, publicMessageKeysSchema } from './messageKeys.ts';
import { programmeProgress } from './programmeDocument.ts';
import { editionRead, personalSettings, profileView } from './personalDocuments.ts';
import { runSummary, runViewParent, runViewSchema } from './runDocument.ts';
import { situationView } from './situationDocument.ts';
import type { ViewContext } from './viewContext.ts';

/** Which document: its kind, and its id, which is `self` where there is only one of the kind. */
export interface DocumentRef {
  readonly kind: DocumentKindName;
  readonly id: string;
}

/** A value that a list or a search reads of a document, and the list in which it stands. */
export interface ShownValue {
  readonly parent: string;
  readonly value: unknown;
}

export interface DocumentKind {
  /** The list in which the view stands, or null while the document is not complete enough to be in one. */
  readonly viewParent: (doc: Y.Doc) => string | null;
  readonly view: (doc: Y.Doc, context: ViewContext) => unknown;
  readonly schema: v.GenericSchema;
  /** Whether a view is of an earlier form and is to be saved again. */
  readonly isOutdated?: (view: unknown) => boolean;
  /** What can be searched of it, and the bucket of such texts. */
  readonly text?: (doc: Y.Doc, context: ViewContext) => ShownValue | null;
}

export const personalParent = 'personal';
export const situationsParent = 'situations';
export const only = 'self';

export const profileViewSchema = v.looseObject({ profile: v.nullable(profileSchema), draft: v.nullable(profileDraftSchema) });

export const documentKinds = {
  profile: { viewParent: () => personalParent, view: profileView, schema: profileViewSchema },
  programme: { viewParent: () => personalParent, view: programmeProgress, schema: programmeProgressSchema },
  editionRead: { viewParent: () => personalParent, view: editionRead, schema: editionReadSchema },
  settings: { viewParent: () => personalParent, view: personalSettings, schema: personalSettingsSchema },
  fileLedger: { viewParent: () => personalParent, view: fileLedger, schema: fileLedgerSchema },
  situation: { viewParent: () => situationsParent, view: situationView, schema: situationSchema },
  note: { viewParent: noteViewParent, view: noteSummary, schema: noteSummarySchema, text: noteTextRecord, isOutdated: (view) => (view as NoteSummary).form < noteSummaryForm },
  definition: { viewParent: () => definitionsParent, view: definitionView, schema: definitionViewSchema },
  message: { viewParent: messageViewParent, view: messageView, schema: v.nullable(messageViewSchema) },
  messageKeys: { viewParent: () => personalParent, view: publicMessageKeys, schema: publicMessageKeysSchema },
  entry: { viewParent: entryViewParent, view: entryView, schema: entryViewSchema },
  briefing: { viewParent: briefingViewParent, view: briefingSummary, schema: briefingSummarySchema },
  run: { viewParent: runViewParent, view: runSummary, schema: runViewSchema },
} as const satisfies Record<string, DocumentKind>;

export type DocumentKindName = keyof typeof documentKinds;

export const documentKey = (ref: DocumentRef): string => `${ref.kind}/${ref.id}`;

/** Reads a key back. Answers null for a kind that this program does not know. */
export function documentRef(key: string): DocumentRef | null {
  const slash = key.indexOf('/');
  const kind = key.slice(0, slash);
  return slash > 0 && Object.hasOwn(documentKinds, kind) ? { kind: kind as DocumentKindName, id: key.slice(slash + 1) } : null;
}
