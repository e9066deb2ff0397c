import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const own = path.resolve(import.meta.dirname, '../../../assets/content/en');

export interface ManualFolder {
  readonly folder: string;
  /** Puts a sentence at the end of a section. */
  addSentence(file: string, sentence: string): Promise<void>;
  addSection(file: string, section: { readonly id: string; readonly title: string; readonly body: string }): Promise<void>;
  remove(): Promise<void>;
}

/** The content of the app copied out, for an editor to change and publish. Files are named as below `manual`. */
export async function manualFolder(): Promise<ManualFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'my-manual-'));
  await cp(own, folder, { recursive: true });
  const cover = path.join(folder, 'edition.yaml');
  await writeFile(cover, (await readFile(cover, 'utf8')).replace(/^edition:.*\n/m, '')); // so that each publication gets the next name
  return {
    folder,
    async addSentence(file, sentence) {
      const target = path.join(folder, 'manual', file);
      const text = await readFile(target, 'utf8');
      const [body = '', ...notes] = text.split(/\n(?=\[\^)/);
      await writeFile(target, [`${body.trimEnd()}\n\n${sentence}\n`, ...notes].join('\n'));
    },
    async addSection(file, { id, title, body }) {
      await writeFile(path.join(folder, 'manual', file), `---\nid: ${id}\ntitle: ${title}\nsummary: Made for a test of publishing.\nsources:\n  - "Written for a test"\ntasks: []\ntoolkits: []\ntemplates: []\nkeywords: []\n---\n${body}\n`);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
