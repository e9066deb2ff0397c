import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The ways in which a text may lie in a file: UTF-8, both orders of UTF-16, base64 at each of its three alignments. */
export function encodingsOf(text: string): Buffer[] {
  const utf16 = Buffer.from(text, 'utf16le');
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]).toString('base64').replace(/=+$/, '');
    return Buffer.from(encoded.slice(Math.ceil((before * 4) / 3), -1)); // the letters at both ends depend on their neighbours
  });
  return [Buffer.from(text), utf16, Buffer.from(utf16).swap16(), ...base64];
}

export const holds = (content: Buffer, text: string): boolean => encodingsOf(text).some((form) => content.includes(form));

/** Paths below `folder` of all files that hold one of the texts in their content or their name. */
export async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (texts.some((text) => entry.name.includes(text))) found.push(`${file} (name)`);
    if (!entry.isFile()) continue;
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    for (const text of texts) if (holds(content, text)) found.push(`${path.relative(folder, file)}: ${text}`);
  }
  return found;
}
