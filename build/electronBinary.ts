import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '..', 'node_modules', 'electron');

/**
 * The executable of the real Electron, or undefined where it was never downloaded.
 * Reads the file that its installer leaves: importing the `electron` package would start the download.
 */
export function electronBinary(): string | undefined {
  const pathFile = path.join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined;
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const file = override !== undefined && override !== '' ? path.join(override, name ?? 'electron') : name === undefined ? undefined : path.join(folder, 'dist', name);
  return file !== undefined && existsSync(file) ? file : undefined;
}

/**
 * Runs Electron's own installer, which downloads the binary and checks it against the checksums in the package. Quiet: the caller says
 * what came of it.
 *
 * @param timeoutMs the installer is ended after this long; some networks let it wait for ever.
 * @returns what `electronBinary` finds afterwards.
 */
export async function tryInstallElectron(timeoutMs: number): Promise<string | undefined> {
  const known = electronBinary();
  const installer = path.join(folder, 'install.js');
  if (known !== undefined || !existsSync(installer)) return known;
  const child = spawn(process.execPath, [installer], { stdio: 'ignore' });
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => void child.kill('SIGKILL'), timeoutMs);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  return electronBinary();
}
