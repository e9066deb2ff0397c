import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
export const contentFolder = path.join(root, 'assets/content/en');
export const coverageFile = path.join(root, 'docs/coverage.md');
export const coverageRowsFile = path.join(import.meta.dirname, 'coverage-rows.yaml');

/** Text of every file below the folder by its path in it, '/' separators. Links are not followed. */
export function readContentFolder(folder = contentFolder): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')];
    }),
  );
}
