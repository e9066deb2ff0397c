import { _electron, type Page } from '@playwright/test';
import type { Launched, StartOptions } from './launch.ts';

const environment = (added: Readonly<Record<string, string>>): Record<string, string> =>
  ({ ...Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)), ...added });

/** Starts the app on the real Electron, through Playwright's own support for it. */
export async function launchElectron(executablePath: string, { app, userData, args, env }: StartOptions): Promise<Launched> {
  const root = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses its sandbox to root
  const running = await _electron.launch({ executablePath, args: [...root, app, `--user-data-dir=${userData}`, ...args], env: environment(env) });
  const child = running.process();
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { output += chunk.toString(); });
  const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  let page: Page = await running.firstWindow();
  return {
    host: 'electron',
    userData,
    ended,
    get page() { return page; },
    output: () => output,
    evaluate: (run, arg) => running.evaluate(run as never, arg as never),
    close: () => running.close(),
    async kill() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
    async reattach() {
      page = running.windows().find((window) => !window.isClosed()) ?? (await running.firstWindow());
      return page;
    },
  };
}
