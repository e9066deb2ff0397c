import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { chromium } from 'playwright-core';

const programs: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/snap/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'],
  darwin: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => path.join(process.env[name] ?? 'C:\\', 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

/** Chromium without its windows, as Debian packs it: the specs take a tenth less work on it. */
const headlessShell = '/usr/lib/chromium/chromium-headless-shell'; // its script in /usr/bin would stand between it and whoever ends it

/** The executable of an installed Chromium or Chrome, HOST_CHROMIUM first; undefined where there is none. `headed`: it has to show windows. */
export function findChromium({ headed = false }: { readonly headed?: boolean } = {}): string | undefined {
  const wanted = process.env.HOST_CHROMIUM;
  if (wanted !== undefined && wanted !== '') {
    if (existsSync(wanted)) return wanted;
    throw new Error(`HOST_CHROMIUM names ${wanted}, and no such file exists. Correct it or unset it.`);
  }
  return [...(headed ? [] : [headlessShell]), ...(programs[process.platform] ?? [])].find((file) => file !== '' && existsSync(file)) ?? [playwrightChromium()].find((file) => existsSync(file));
}

/** Loaded only where it is asked for: every start of the stand-in looks for a Chromium, and playwright-core is large. */
function playwrightChromium(): string {
  return (createRequire(import.meta.url)('playwright-core') as { readonly chromium: typeof chromium }).chromium.executablePath();
}

/** True when the program answers; its exit code does not matter. */
const runs = (program: string): boolean => spawnSync(program, ['-v'], { stdio: 'ignore' }).error === undefined;

function isRootOnDebian(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, shell: process.platform === 'win32' });
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => resolve(code ?? -1));
  });
}

/** Another installation may be running: apt waits for it instead of failing. */
async function installDebianPackages(names: readonly string[], { update }: { readonly update: boolean }): Promise<boolean> {
  const wait = ['-q', '-o', 'DPkg::Lock::Timeout=600', '-o', 'APT::Get::Lock::Timeout=600'];
  if (update) await run('apt-get', [...wait, 'update']); // may fail in part and still be enough
  return (await run('apt-get', [...wait, 'install', '-y', '--no-install-recommends', ...names])) === 0;
}

export interface ChromiumOptions {
  /** It has to show windows. */
  readonly headed?: boolean;
  /** Also makes sure of `pdftotext`, with which specs read the PDFs that the app writes. */
  readonly pdftotext?: boolean;
}

/**
 * An installed Chromium; installs one where there is none: Debian's when run as root on Debian, else the one that Playwright brings.
 *
 * @throws Error with a sentence for the reader when it cannot be had.
 */
export async function ensureChromium({ headed = false, pdftotext = false }: ChromiumOptions = {}): Promise<string> {
  const missing = [...(findChromium({ headed }) === undefined ? ['chromium'] : []), ...(pdftotext && !runs('pdftotext') ? ['poppler-utils'] : [])];
  if (missing.length > 0 && isRootOnDebian()) {
    console.log(`Installing ${missing.join(' and ')} from Debian; this is done once.`);
    await installDebianPackages(missing, { update: true });
    if (!headed) await installDebianPackages(['chromium-headless-shell'], { update: false }); // older Debians have none; Chromium itself is enough then
  }
  if (findChromium({ headed }) === undefined) {
    console.log('Fetching the Chromium that Playwright brings; this is done once.');
    const playwright = path.join(import.meta.dirname, '..', 'node_modules', 'playwright', 'cli.js');
    await run(process.execPath, [playwright, 'install', 'chromium']);
  }
  const found = findChromium({ headed });
  if (found === undefined) throw new Error(`No Chromium could be installed on this ${system()}. Install Chromium or Chrome, or set HOST_CHROMIUM to an executable, and start again.`);
  if (pdftotext && !runs('pdftotext')) throw new Error('pdftotext is missing and could not be installed. On Debian: apt-get install poppler-utils.');
  return found;
}

function system(): string {
  if (process.platform !== 'linux') return process.platform === 'darwin' ? 'Mac' : 'machine';
  const name = existsSync('/etc/os-release') ? /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] : undefined;
  return name === undefined ? 'machine' : `${name} machine`;
}

if (import.meta.main) {
  try {
    console.log(await ensureChromium({ pdftotext: process.argv.includes('--pdftotext') }));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
