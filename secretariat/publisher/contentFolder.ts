import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { maxFiles } from '../../shared/content/parseContent.ts';
import type { ContentProblem } from '../../shared/content/contentProblem.ts';
import { PublishingError } from './publishingError.ts';

const textEndings = ['.md', '.yaml', '.svg'];
const maxFileBytes = 2_000_000;
/** Beyond any sensible folder; keeps a wrong choice, such as a whole disk, from being read. */
const maxEntries = maxFiles * 2;

/** Texts of a folder by path, '/' separators, in a fixed order; what cannot be read as text is a problem with its place. */
export async function readContentFolder(folder: string): Promise<{ files: Map<string, string>; problems: ContentProblem[] }> {
  const facts = await lstat(folder).catch(() => null);
  if (!facts) throw new PublishingError('publish.badFolder', `There is no folder ${folder}. Check its name.`);
  if (!facts.isDirectory()) throw new PublishingError('publish.badFolder', `${folder} is not a folder. Give the folder that holds the Markdown files.`);
  const files = new Map<string, string>();
  const problems: ContentProblem[] = [];
  const paths = await listFiles(folder, '', problems);
  for (const file of paths.sort()) {
    if (!textEndings.some((ending) => file.toLowerCase().endsWith(ending))) {
      files.set(file, ''); // named, so that the parser can say that it has no place in an edition
      continue;
    }
    if (files.has(file.normalize('NFC'))) {
      problems.push({ file, line: 0, message: 'Two files have this name: their accents are written in different ways, which cannot be seen', advice: 'Give one of them another name, or remove it' });
      continue;
    }
    const bytes = await readFile(path.join(folder, file));
    if (bytes.length > maxFileBytes) {
      problems.push({ file, line: 0, message: `The file has ${bytes.length} bytes, more than ${maxFileBytes}`, advice: 'Split it into several sections' });
      continue;
    }
    try {
      files.set(file.normalize('NFC'), new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      problems.push({ file, line: 0, message: 'The file is not text in UTF-8', advice: 'Open it in the editor it was made with and save it with the encoding UTF-8' });
    }
  }
  return { files, problems };
}

async function listFiles(folder: string, inside: string, problems: ContentProblem[], found: string[] = []): Promise<string[]> {
  const entries = await readdir(path.join(folder, inside), { withFileTypes: true });
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) await listFiles(folder, name, problems, found);
    else if (entry.isFile()) found.push(name);
    else problems.push({ file: name, line: 0, message: 'This is a link and not a file', advice: 'Put the file itself into the folder' });
    if (found.length > maxEntries) throw new PublishingError('publish.badFolder', `${folder} holds more than ${maxEntries} files. Choose the folder of one edition in one language.`);
  }
  return found;
}
