import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './checkStep.ts';

const skipped = new Set(['node_modules', '.git', 'build/out', 'build/dist', 'build/check/fixtures', 'secretariat-data']);

/** Files under the given folders of the checkout as paths from its top with forward slashes, in order; without what is installed or built. */
export function sourceFiles(folders: readonly string[], accepts: (file: string) => boolean): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const file = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      if (skipped.has(file)) continue;
      if (entry.isDirectory()) walk(file);
      else if (entry.isFile() && accepts(file)) found.push(file);
    }
  };
  for (const folder of folders) walk(folder);
  return found.sort();
}

export const readSource = (file: string): string => readFileSync(path.join(root, file), 'utf8');

export const isTest = (file: string): boolean => /\.(test|fixture)\.tsx?$/.test(file) || file.startsWith('test/');
