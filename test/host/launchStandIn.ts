import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import type { Launched, StartOptions } from './launch.ts';
import { makeWire } from './wire.ts';

type FromHost =
  | { readonly op: 'ready'; readonly port: number; readonly chromium: number }
  | { readonly op: 'window'; readonly targetId: string }
  | { readonly op: 'evaluated'; readonly id: number; readonly ok: boolean; readonly value: string; readonly message: string };

const wire = makeWire();
const secondClient = { noDefaults: true, isLocal: true } as const; // colours, focus and sizes are the host's to decide, not Playwright's

/** The stand-in's process as the launcher sees it. */
class HostProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly ready = Promise.withResolvers<{ port: number; chromium: number }>();
  readonly firstWindow = Promise.withResolvers<string>();
  output = '';
  readonly #answers = new Map<number, PromiseWithResolvers<unknown>>();
  #next = 1;

  constructor({ app, userData, args, env }: StartOptions) {
    const run = path.join(import.meta.dirname, 'run.ts');
    this.child = spawn(process.execPath, [run, app, `--user-data-dir=${userData}`, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, ...env, HOST_ATTACH: '1' } });
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk: Buffer) => { this.output += chunk.toString(); });
    this.ready.promise.catch(() => undefined);
    this.firstWindow.promise.catch(() => undefined);
    this.child.on('message', (message: FromHost) => this.#receive(message));
    this.ended = new Promise((resolve) => void this.child.once('exit', resolve));
    void this.ended.then((code) => {
      const error = new Error(`the app ended (${code ?? this.child.signalCode}) before its first window. It said:\n${this.output}`);
      this.ready.reject(error);
      this.firstWindow.reject(error);
      for (const answer of this.#answers.values()) answer.reject(new Error('the app has ended'));
    });
  }
  #receive(message: FromHost): void {
    if (message.op === 'ready') this.ready.resolve(message);
    else if (message.op === 'window') this.firstWindow.resolve(message.targetId);
    else {
      const answer = this.#answers.get(message.id);
      this.#answers.delete(message.id);
      if (message.ok) answer?.resolve(wire.decode(message.value));
      else answer?.reject(new Error(message.message));
    }
  }
  send(message: object): void {
    if (this.child.connected) this.child.send(message, () => undefined);
  }
  evaluate(source: string, arg: unknown): Promise<unknown> {
    if (!this.child.connected) return Promise.reject(new Error('the app has ended'));
    const id = this.#next++;
    const answer = Promise.withResolvers<unknown>();
    this.#answers.set(id, answer);
    this.send({ op: 'evaluate', id, source, arg: wire.encode(arg) });
    return answer.promise;
  }
}

async function pageOf(context: BrowserContext, targetId: string): Promise<Page> {
  for (;;) {
    for (const page of context.pages()) {
      const session = await context.newCDPSession(page).catch(() => undefined);
      const info = await session?.send('Target.getTargetInfo').catch(() => undefined);
      await session?.detach().catch(() => undefined);
      if (info?.targetInfo.targetId === targetId) return page;
    }
    if (context.pages().length === 0) await context.waitForEvent('page');
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts the app on the stand-in and attaches Playwright to its Chromium before any window exists, so that nothing of the page is missed. */
export async function launchStandIn(options: StartOptions): Promise<Launched> {
  const host = new HostProcess(options);
  const { port, chromium: chromiumPid } = await host.ready.promise;
  const connect = (): Promise<Browser> => chromium.connectOverCDP(`http://127.0.0.1:${port}`, secondClient);
  let browser = await connect();
  const find = async (): Promise<Page> => {
    const [context] = browser.contexts();
    if (!context) throw new Error('Chromium has no browser context');
    return pageOf(context, await host.firstWindow.promise);
  };
  host.send({ op: 'go' });
  let page = await find();
  const leave = async (): Promise<void> => {
    await host.ended;
    await browser.close().catch(() => undefined);
  };
  return {
    host: 'stand-in',
    userData: options.userData,
    ended: host.ended,
    get page() { return page; },
    output: () => host.output,
    evaluate: (run, arg) => host.evaluate(String(run), arg) as never,
    async close() {
      host.evaluate('({ app }) => app.quit()', undefined).catch(() => undefined);
      await leave();
    },
    async kill() {
      host.child.kill('SIGKILL');
      try {
        process.kill(process.platform === 'win32' ? chromiumPid : -chromiumPid, 'SIGKILL'); // the whole group: Chromium is many processes
      } catch {
        // gone already
      }
      await leave();
    },
    async reattach() {
      await browser.close().catch(() => undefined);
      browser = await connect();
      page = await find();
      return page;
    },
  };
}
