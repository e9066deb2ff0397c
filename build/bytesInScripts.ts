import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

const query = '?bytes';

/** `import bytes from './part.bin?bytes'` gives the file's bytes as base64. The window may fetch nothing, so what it needs comes as a script. */
export const bytesInScripts = (): Plugin => ({
  name: 'bytes-in-scripts',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith(query)) return null;
    return `export default ${JSON.stringify((await readFile(id.slice(0, -query.length))).toString('base64'))}`;
  },
});
