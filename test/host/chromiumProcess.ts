import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable, Writable } from 'node:stream';
import { findChromium } from '../../build/ensureChromium.ts';
import { CdpConnection } from './cdpConnection.ts';
import { headed, locale } from './hostState.ts';

/**
 * Chromium's own refusals would make the app's guards look as if they worked: it keeps pages from loopback addresses, where the
 * specs' servers listen. Off, so that nothing but the app's own policy stands between the page and those servers. The address bar
 * that no app window has is off as well: its two pages took a second of processor time at each start.
 */
const featuresOff = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'LocalNetworkAccessChecks', 'LocalNetworkAccessChecksWebSockets', 'BlockInsecurePrivateNetworkRequests', 'Translate', 'MediaRouter', 'OptimizationHints', 'HttpsUpgrades', 'AutofillServerCommunication', 'BackForwardCache'];

const switches = (profile: string): string[] => [
  `--user-data-dir=${profile}`,
  '--remote-debugging-pipe',
  '--no-startup-window',
  `--disable-features=${featuresOff.join(',')}`,
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--no-first-run', '--no-default-browser-check', '--no-service-autorun', '--disable-background-networking', '--disable-component-update', '--disable-default-apps', '--disable-extensions',
  '--disable-sync', '--disable-quic', '--disable-breakpad', '--disable-search-engine-choice-screen', '--disable-dev-shm-usage', '--disable-field-trial-config',
  '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding', '--disable-background-timer-throttling', '--disable-ipc-flooding-protection', '--disable-hang-monitor',
  '--disable-client-side-phishing-detection', '--metrics-recording-only', '--hide-crash-restore-bubble', '--password-store=basic', '--use-mock-keychain', '--export-tagged-pdf',
  `--lang=${locale}`, `--accept-lang=${locale}`,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium refuses its sandbox to root
  // Headed: `test-type` takes away the bar that warns of the switches above.
  ...(headed ? ['--ozone-platform-hint=auto', '--test-type'] : ['--headless', '--disable-gpu', '--mute-audio', '--force-color-profile=srgb']),
  ...(process.env.HOST_CHROMIUM_ARGS?.split(' ').filter(Boolean) ?? []),
];

/** A desktop browser's password manager and form filling remember what was typed into any field; Electron has neither. */
const preferences = { credentials_enable_service: false, credentials_enable_autosignin: false, autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false } };

function writePreferences(profile: string): void {
  const file = path.join(profile, 'Default', 'Preferences');
  if (existsSync(file)) return; // it keeps them
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(preferences));
}

export interface ChromiumProcess {
  readonly connection: CdpConnection;
  readonly pid: number;
  /** Where a second client may attach; undefined unless HOST_ATTACH=1. */
  readonly port: number | undefined;
  /** Asks the running Chromium for one more window without tabs or address bar. */
  openAppWindow(url: string): void;
}

function executable(): string {
  const found = findChromium({ headed });
  if (found === undefined) throw new Error('electron stand-in: no Chromium is installed. Run "npm start" once, or set HOST_CHROMIUM to its executable.');
  return found;
}

/** Starts Chromium on the profile inside `userData`, without a window. */
export async function startChromium(userData: string): Promise<ChromiumProcess> {
  const profile = path.join(userData, 'chromium');
  mkdirSync(profile, { recursive: true });
  writePreferences(profile);
  const portFile = path.join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const attach = process.env.HOST_ATTACH === '1';
  const file = executable();
  const child: ChildProcess = spawn(file, [...switches(profile), ...(attach ? ['--remote-debugging-port=0'] : [])], {
    stdio: ['ignore', 'ignore', process.env.HOST_VERBOSE === '1' ? 'inherit' : 'ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32', // its own process group, so that all of it can be killed at once
  });
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`electron stand-in: ${file} ended at once (${code ?? signal}). HOST_VERBOSE=1 shows what it said.`)));
  });
  failed.catch(() => undefined);
  const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  await Promise.race([failed, connection.browser.send('Browser.getVersion')]);
  return {
    connection,
    pid: child.pid ?? 0,
    port: attach ? await Promise.race([failed, readPort(portFile)]) : undefined,
    openAppWindow: (url) => {
      const second = spawn(file, [`--user-data-dir=${profile}`, `--app=${url}`, '--test-type', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])], { stdio: 'ignore' });
      second.on('error', () => undefined);
    },
  };
}

async function readPort(file: string): Promise<number> {
  for (;;) {
    const [line = ''] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (line !== '') return Number(line);
    await sleep(20);
  }
}
