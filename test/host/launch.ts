/**
 * Starts the app for a spec: on the real Electron when its binary is here, else on the stand-in. The same specs drive both, and
 * `launched.host` and the annotation `host` of every test say which one it was.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import type * as Electron from 'electron';
import { electronBinary } from '../../build/electronBinary.ts';
import { launchElectron } from './launchElectron.ts';
import { launchStandIn } from './launchStandIn.ts';

export type HostName = 'electron' | 'stand-in';

export interface LaunchOptions {
  /** Arguments after the app's folder, for example a `focalpoint://` link. */
  readonly args?: readonly string[];
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** The profile; by default the one of the test, so that a second launch finds what the first one left. */
  readonly userData?: string;
  /** The folder with the app's package.json; by default the product, which must be built. */
  readonly app?: string;
}

export interface Launched {
  readonly host: HostName;
  readonly userData: string;
  /** The first window. It stays valid when the renderer reloads; after a crash ask `reattach`. */
  readonly page: Page;
  /** What main has written to its standard output and error so far. */
  readonly output: () => string;
  /** Runs a function in the main process with the `electron` module; what it uses from outside goes in as `arg`. */
  evaluate<R, A = undefined>(run: (electron: typeof Electron, arg: A) => R | Promise<R>, arg?: A): Promise<Awaited<R>>;
  /** Quits the app as its menu would, and waits until it is gone. */
  close(): Promise<void>;
  /** SIGKILL to main and renderer at once. The system's file cache survives it: not the same as a power cut. */
  kill(): Promise<void>;
  /** Resolves when the process has ended by itself, with its exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** A new page for the same window, for a renderer that crashed and was loaded again. */
  reattach(): Promise<Page>;
}

export interface StartOptions {
  readonly app: string;
  readonly userData: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const product = path.resolve(import.meta.dirname, '../..');
const binary = electronBinary();
/** Which host the specs of this run get. */
export const hostName: HostName = binary === undefined ? 'stand-in' : 'electron';

/** Starts the app outside Playwright's fixtures, for tools that need it (`npm run shots`, benches). The caller closes it. */
export async function startApp({ args = [], env = {}, userData, app = product }: LaunchOptions & { readonly userData: string }): Promise<Launched> {
  const options: StartOptions = { app, userData, args, env };
  const launched = binary === undefined ? await launchStandIn(options) : await launchElectron(binary, options);
  await launched.page.waitForFunction(() => location.href !== 'about:blank' && document.readyState === 'complete');
  return launched;
}

interface Fixtures {
  /** An empty profile folder of this test, removed after it. */
  readonly userData: string;
  readonly launchApp: (options?: LaunchOptions) => Promise<Launched>;
  readonly hostAnnotation: undefined;
}

export const test = base.extend<Fixtures>({
  hostAnnotation: [
    async ({}, use, info) => {
      const version = hostName === 'electron' ? (JSON.parse(readFileSync(path.join(product, 'node_modules/electron/package.json'), 'utf8')) as { version: string }).version : 'on Chromium; not tested on Electron';
      info.annotations.push({ type: 'host', description: `${hostName} ${version}` });
      await use(undefined);
    },
    { auto: true },
  ],
  userData: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'app-profile-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
  launchApp: async ({ userData }, use, info) => {
    const running: Launched[] = [];
    const keychain = mkdtempSync(path.join(tmpdir(), 'app-keyring-'));
    await use(async (options = {}) => {
      const launched = await startApp({ userData, ...options, env: { HOST_KEYCHAIN: keychain, ...options.env } });
      running.push(launched);
      return launched;
    });
    for (const launched of running) {
      const output = launched.output();
      if (info.status !== info.expectedStatus && output !== '') await info.attach('output of main', { body: output, contentType: 'text/plain' });
      await launched.kill().catch(() => undefined);
    }
    rmSync(keychain, { recursive: true, force: true });
  },
});
export { expect } from '@playwright/test';
