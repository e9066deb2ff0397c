/** How an edition is carried: the manifest that the Secretariat signs, and what the main process hands to the window. */
import * as v from 'valibot';

/** Newest manifest format that this program reads. A manifest whose `minReader` is higher is refused, and the old edition stays. */
export const manifestFormat = 1;

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const shortText = v.pipe(v.string(), v.minLength(1), v.maxLength(400));

export const manifestItemSchema = v.object({
  /** Kinds that this reader does not know are kept and passed over. */
  kind: v.pipe(v.string(), v.maxLength(40)),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/)),
  title: shortText,
  number: v.optional(v.pipe(v.string(), v.maxLength(12))),
  chapterId: v.optional(v.pipe(v.string(), v.maxLength(64))),
  order: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Hash and size in bytes of the item's canonical JSON text in UTF-8. */
  sha256,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(2_000_000)),
  /** In a translation: hash of the text of the original that it was made from. */
  of: v.optional(sha256),
});
export type ManifestItem = v.InferOutput<typeof manifestItemSchema>;

export const manifestSchema = v.object({
  format: v.pipe(v.number(), v.integer(), v.minValue(1)),
  minReader: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Rises by at least one with each edition and never falls. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** What people call it: "2026.1". */
  edition: v.pipe(v.string(), v.regex(/^\d{4}\.\d{1,2}$/)),
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)),
  title: shortText,
  publisher: shortText,
  publishedOn: v.pipe(v.string(), v.isoDate()),
  notice: v.pipe(v.string(), v.maxLength(4_000)),
  /** The editor's word on what is new, shown beside the list of changes. */
  editorNote: v.optional(v.pipe(v.string(), v.maxLength(4_000))),
  /** Sections that readers are asked to acknowledge. Asked once for each text: who acknowledged it is not asked again until it changes. */
  acknowledge: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(200))),
  /** True where the Secretariat asks to be told of it. Whether it is, each reader decides for each section. */
  acknowledgeTell: v.optional(v.boolean()),
  chapters: v.pipe(v.array(v.object({ id: v.pipe(v.string(), v.maxLength(64)), number: v.pipe(v.number(), v.integer()), title: shortText })), v.maxLength(200)),
  items: v.pipe(v.array(manifestItemSchema), v.minLength(1), v.maxLength(5_000)),
});
export type Manifest = v.InferOutput<typeof manifestSchema>;

/** Path of the one TUF target that names all else. Where item texts are stored: `blobFile` of domain/editionRepository. */
export const manifestTargetPath = (language: string): string => `editions/${language}/manifest.json`;

/** A word of the Secretariat that an edition is not to be relied on any more. It stands beside the manifest in signed metadata, so that no new edition is needed for it. */
export const withdrawalSchema = v.object({
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  edition: v.pipe(v.string(), v.maxLength(12)),
  /** Shown to readers as it is. */
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000)),
  on: v.pipe(v.string(), v.isoDate()),
});
export type Withdrawal = v.InferOutput<typeof withdrawalSchema>;

/** The withdrawals in the `custom` field of the manifest's TUF target; one that cannot be read is passed over. */
export function withdrawalsIn(custom: unknown): Withdrawal[] {
  const parsed = v.safeParse(v.object({ withdrawn: v.pipe(v.array(v.unknown()), v.maxLength(200)) }), custom);
  return parsed.success ? parsed.output.withdrawn.flatMap((one) => (v.is(withdrawalSchema, one) ? [v.parse(withdrawalSchema, one)] : [])) : [];
}

/** How far the text on this device is confirmed. Reading is possible in every one of these states. */
export const confirmations = ['current', 'last-confirmed', 'bundled', 'withdrawn'] as const;

export interface EditionState {
  readonly number: number;
  readonly edition: string;
  readonly language: string;
  /** SHA-256 of the manifest, hexadecimal: the same on every device that reads the same edition. */
  readonly fingerprint: string;
  readonly confirmation: (typeof confirmations)[number];
  /** Instant of the signature that last confirmed the edition, ISO 8601 in UTC. */
  readonly confirmedAt: string | null;
  /** Why and when the edition was withdrawn; null for one that is in force. */
  readonly withdrawn: Withdrawal | null;
  /** A newer edition that reaches only a share of devices so far, and not yet this one. */
  readonly ahead: { readonly edition: string; readonly percent: number } | null;
  /** Languages into which translators have published something, besides the original. */
  readonly translations: readonly string[];
  /** True while a refresh is under way. */
  readonly checking: boolean;
  /** Progress of a download in bytes, while there is one. */
  readonly progress: { readonly receivedBytes: number; readonly totalBytes: number } | null;
  /** Why the last refresh did not succeed, by failure code such as `edition.tampered`; null after a success. */
  readonly refusal: { readonly code: string; readonly at: string } | null;
}

/** What an update file brought. */
export interface EditionFileTaken {
  /** False where this edition was here already. */
  readonly isNew: boolean;
  readonly edition: string;
  readonly state: EditionState;
}

/** The edition in force, whole: the manifest and each item's text by hash. */
export interface ActiveEdition {
  readonly manifest: Manifest;
  readonly texts: Readonly<Record<string, string>>;
  readonly state: EditionState;
}

/** One of the editions that this device keeps. */
export interface EditionSummary {
  readonly number: number;
  readonly edition: string;
  readonly title: string;
  readonly publisher: string;
  readonly publishedOn: string;
  /** SHA-256 of the manifest. */
  readonly fingerprint: string;
  readonly inForce: boolean;
  readonly withdrawn: Withdrawal | null;
}

/** An edition as it was published, whole. */
export interface EarlierEdition {
  readonly manifest: Manifest;
  readonly texts: Readonly<Record<string, string>>;
  readonly withdrawn: Withdrawal | null;
}

/** A translation of the edition on this device: sections, and the words of toolkits, programme and glossary. What is not in it is read in the original. */
export interface PublishedTranslation {
  readonly manifest: Manifest;
  /** Text of each of its items by hash. */
  readonly texts: Readonly<Record<string, string>>;
}
