import { spawn } from 'node:child_process';
import path from 'node:path';
import { insist } from '../faultSuite.ts';

export interface ChildRun {
  readonly found: readonly string[];
  readonly saved: readonly string[];
  /** Its last line where it ended by itself. */
  readonly said: string;
  readonly code: number | null;
}

/** Starts the vault in a process of its own and kills it `afterMs` after it began to save; null lets it end by itself. */
export function runVaultChild(folder: string, tag: string, afterMs: number | null): Promise<ChildRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'vaultChild.ts'), folder, tag], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    let timer: NodeJS.Timeout | undefined;
    child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (afterMs !== null && timer === undefined && /^ready$/m.test(output)) timer = setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      clearTimeout(limit);
      // A last line without its line feed was cut off by the kill: it says nothing.
      const lines = output.slice(0, output.lastIndexOf('\n') + 1).split('\n').slice(0, -1);
      if (!lines.includes('ready') && !lines.some((line) => /^(cannot|refused)/.test(line))) return reject(new Error(`the vault did not open: ${lines.at(-1) ?? ''} ${errors.slice(0, 500)}`));
      const after = (word: string): string[] => lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
      return resolve({ found: after('found'), saved: after('saved'), said: lines.at(-1) ?? '', code });
    });
  });
}

/** Everything acknowledged was found, once, and nothing was found twice. */
export function checkFound(found: readonly string[], acknowledged: ReadonlySet<string>, about: string): void {
  const seen = new Set<string>();
  for (const each of found) {
    insist(!seen.has(each), `${about}: found twice: ${each}`);
    seen.add(each);
  }
  for (const each of acknowledged) insist(seen.has(each), `${about}: acknowledged and not found: ${each}`);
}
