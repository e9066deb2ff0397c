import { strFromU8, unzipSync } from 'fflate';
import mammoth from 'mammoth';
import { PublishingError } from '../publishingError.ts';

const maxDocumentBytes = 60_000_000;
/** What one part may hold unpacked; a document of a thousand pages has less than a quarter of it. */
const maxPartBytes = 40_000_000;

export interface WordDocument {
  /** Paragraphs, headings, lists, tables and footnotes as XHTML. Pictures and everything else that has no place in a section are left out. */
  readonly html: string;
  /** The XML of the parts that tell what was left out, by name. */
  readonly parts: ReadonlyMap<string, string>;
}

/** Names are those that Word writes into a document in any language of its menus; LibreOffice writes the same. */
const styleMap = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='heading 7'] => h6:fresh",
  "p[style-name='heading 8'] => h6:fresh",
  "p[style-name='heading 9'] => h6:fresh",
  "p[style-name='Quote'] => blockquote:fresh",
  "p[style-name='Intense Quote'] => blockquote:fresh",
  "p[style-name='Quotations'] => blockquote:fresh",
];

/**
 * Reads a Word document (.docx).
 * @throws PublishingError `publish.badFolder` where the file is not one, is too large or cannot be read
 */
export async function readWord(bytes: Uint8Array, name: string): Promise<WordDocument> {
  if (bytes.length > maxDocumentBytes) throw new PublishingError('publish.badFolder', `${name} has ${Math.ceil(bytes.length / 1e6)} MB, more than ${maxDocumentBytes / 1e6}. Take its pictures out, or split it, and try again.`);
  const parts = unpack(bytes, name);
  if (!parts.has('word/document.xml')) throw new PublishingError('publish.badFolder', `${name} is not a Word document (.docx). Open it in Word or LibreOffice and save it as .docx.`);
  try {
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { styleMap, ignoreEmptyParagraphs: true, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) });
    return { html: value, parts };
  } catch (error) {
    const refused = new PublishingError('publish.badFolder', `${name} is damaged: its text cannot be read. Open it in Word or LibreOffice, save it again and try once more.`);
    refused.cause = error;
    throw refused;
  }
}

function unpack(bytes: Uint8Array, name: string): Map<string, string> {
  let tooLarge = false;
  try {
    const files = unzipSync(bytes, {
      filter: (file) => {
        if (!/^word\/[a-zA-Z0-9]+\.xml$/.test(file.name)) return false;
        tooLarge ||= file.originalSize > maxPartBytes;
        return file.originalSize <= maxPartBytes;
      },
    });
    if (!tooLarge) return new Map(Object.entries(files).map(([part, content]) => [part, strFromU8(content)]));
  } catch {
    throw new PublishingError('publish.badFolder', `${name} is not a Word document (.docx), or it is cut off. Open it in Word or LibreOffice and save it as .docx.`);
  }
  throw new PublishingError('publish.badFolder', `${name} unpacks to far more than a Manual has. Nothing was read.`);
}
