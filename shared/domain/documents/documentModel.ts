/**
 * A document as the app hands it on: what is said, not how it looks. PDF and DOCX are made from the same model, so they cannot say
 * different things. Whoever builds one leaves out what must not leave; nothing here looks things up.
 */
import * as v from 'valibot';

const words = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength));

/** A stretch of text. `note` is the place of its footnote in `notes`, counted from 0. */
export const textRunSchema = v.strictObject({
  text: words(20_000),
  bold: v.optional(v.boolean()),
  italic: v.optional(v.boolean()),
  note: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(499))),
});
export type TextRun = v.InferOutput<typeof textRunSchema>;
const runs = v.pipe(v.array(textRunSchema), v.maxLength(200));

export const documentBlockSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('heading'), level: v.picklist([1, 2, 3]), text: words(400) }),
  v.strictObject({ kind: v.literal('paragraph'), runs, tone: v.optional(v.picklist(['lead', 'small'])) }),
  v.strictObject({ kind: v.literal('list'), ordered: v.boolean(), items: v.pipe(v.array(runs), v.maxLength(500)) }),
  v.strictObject({ kind: v.literal('table'), header: v.pipe(v.array(words(400)), v.minLength(1), v.maxLength(12)), rows: v.pipe(v.array(v.pipe(v.array(words(4_000)), v.maxLength(12))), v.maxLength(1_000)) }),
]);
export type DocumentBlock = v.InferOutput<typeof documentBlockSchema>;

/** What stands above the title: whose paper it is, and lines such as to whom it goes and on which day. */
const documentHeadSchema = v.strictObject({
  issuer: v.pipe(words(300), v.minLength(1)),
  facts: v.pipe(v.array(v.strictObject({ label: words(100), value: words(2_000) })), v.maxLength(12)),
});
export type DocumentHead = v.InferOutput<typeof documentHeadSchema>;

export const documentModelSchema = v.strictObject({
  title: v.pipe(words(300), v.minLength(1)),
  /** IETF tag, for readers that speak and for spelling. */
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)),
  direction: v.picklist(['ltr', 'rtl']),
  /** Who may see it, printed at the head of every page. */
  handling: v.pipe(words(300), v.minLength(1)),
  head: v.optional(documentHeadSchema),
  /** For tables that are too wide for an upright page. */
  landscape: v.optional(v.boolean()),
  blocks: v.pipe(v.array(documentBlockSchema), v.maxLength(3_000)),
  notes: v.pipe(v.array(words(2_000)), v.maxLength(500)),
  /** Heading over the footnotes, where they stand at the end. */
  notesTitle: words(200),
});
export type DocumentModel = v.InferOutput<typeof documentModelSchema>;

export const documentFormats = ['pdf', 'docx'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** All words of a document, for checks of what would leave. */
export function documentWords(model: DocumentModel): string {
  const of = (list: readonly TextRun[]): string => list.map(({ text }) => text).join('');
  const blocks = model.blocks.map((block) => {
    switch (block.kind) {
      case 'heading':
        return block.text;
      case 'paragraph':
        return of(block.runs);
      case 'list':
        return block.items.map(of).join('\n');
      case 'table':
        return [block.header, ...block.rows].map((row) => row.join('\t')).join('\n');
    }
  });
  const head = model.head === undefined ? [] : [model.head.issuer, ...model.head.facts.map(({ label, value }) => `${label}\t${value}`)];
  return [model.title, model.handling, ...head, ...blocks, ...model.notes].join('\n');
}

/** A file name that every system takes, without path, control characters or reserved names. */
export function safeFileName(name: string, format: DocumentFormat): string {
  const plain = name.normalize('NFC').replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '').slice(0, 80).trim();
  const usable = plain === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(plain) ? 'document' : plain;
  return `${usable}.${format}`;
}
