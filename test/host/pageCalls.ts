import { readFileSync } from 'node:fs';
import type * as Electron from 'electron';
import { makeBridge } from './bridge.ts';
import type { CdpSession } from './cdpConnection.ts';
import { electronVersion, host } from './hostState.ts';
import { theIpcMain } from './ipcMain.ts';
import { type FromPage, makePreloadWorld, type ToPage } from './preloadWorld.ts';
import { shortcuts } from './registry.ts';
import { makeWire } from './wire.ts';

export const wire = makeWire();
const preloadWorld = 'electron-preload';
const randomName = (): string => `h${crypto.randomUUID().replaceAll('-', '')}`;

export interface PageCallsOwner {
  readonly mainFrameId: string;
  /** A new event for a message of the top frame. */
  makeEvent(): Electron.IpcMainInvokeEvent;
  /** undefined: Chromium's own answer stands. */
  checkPermission(name: string): string | undefined;
  preloadFailed(error: Error): void;
}

/** The calls between one page and the main process. Each document gets its own preload world; what belonged to the one before is dropped. */
export class PageCalls {
  readonly #session: CdpSession;
  readonly #owner: PageCallsOwner;
  readonly #worlds = new Map<number, string>();
  readonly #binding = randomName();
  #current: number | undefined;

  constructor(session: CdpSession, owner: PageCallsOwner) {
    this.#session = session;
    this.#owner = owner;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const frameId = (context.auxData as { frameId?: string } | undefined)?.frameId ?? '';
      if (context.name !== preloadWorld) return;
      this.#worlds.set(context.id, frameId);
      if (frameId === owner.mainFrameId) this.#current = context.id;
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#forget(executionContextId));
    session.on('Runtime.executionContextsCleared', () => {
      this.#worlds.clear();
      this.#current = undefined;
    });
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.#binding) void this.#receive(payload, executionContextId);
    });
  }

  #forget(contextId: number): void {
    this.#worlds.delete(contextId);
    if (this.#current === contextId) this.#current = undefined;
  }

  /** Puts the preload into every document that this page will load. */
  async install(preload: string | undefined): Promise<void> {
    await this.#session.send('Runtime.enable');
    const secret = randomName();
    const top = 'if (window === window.top)';
    // A popup that is refused is closed before it loads anything; the opener is told null, as Electron tells it.
    const openWindow = 'const open = window.open; window.open = function (...a) { Reflect.apply(open, window, a); return null; };';
    await this.#session.send('Page.addScriptToEvaluateOnNewDocument', { source: `${preload === undefined ? '' : `${top} { (${makeBridge})('page', ${JSON.stringify(secret)}); }`} { ${openWindow} }` });
    if (preload === undefined) return;
    const info = {
      platform: process.platform, arch: process.arch, type: 'renderer', sandboxed: true, contextIsolated: true, env: {}, argv: [],
      versions: { electron: electronVersion, chrome: host.chromiumVersion, node: process.versions.node },
    };
    const binding = JSON.stringify(this.#binding);
    await this.#session.send('Runtime.addBinding', { name: this.#binding, executionContextName: preloadWorld });
    await this.#session.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: preloadWorld,
      source: `${top} {
        const { require, process } = (${makePreloadWorld})((${makeWire})(), (${makeBridge})('preload', ${JSON.stringify(secret)}), ${binding}, ${JSON.stringify(info)});
        const module = { exports: {} };
        try { (function (require, module, exports, process) {${readFileSync(preload, 'utf8')}\n})(require, module, module.exports, process); }
        catch (e) { globalThis[${binding}](JSON.stringify({ op: 'preload-error', message: String(e), stack: String(e && e.stack) })); }
      }`,
    });
  }

  /** Encodes at once, so that what cannot be cloned throws where it was sent. */
  event(channel: string, args: readonly unknown[]): ToPage {
    return { op: 'event', channel, args: wire.encode([...args]) };
  }

  /** Without a preload to take it the message is dropped, as in Electron. */
  async deliver(message: ToPage, contextId = this.#current): Promise<void> {
    if (contextId === undefined) return;
    const call = { functionDeclaration: `function (text) { globalThis['${this.#binding}:in']?.(text); }`, executionContextId: contextId, arguments: [{ value: JSON.stringify(message) }] };
    await this.#session.send('Runtime.callFunctionOn', call).catch(() => undefined); // the document has gone meanwhile
  }

  async #receive(payload: string, contextId: number): Promise<void> {
    if (this.#worlds.get(contextId) !== this.#owner.mainFrameId) return;
    const message = JSON.parse(payload) as FromPage;
    if (message.op === 'shortcut') return shortcuts.press(message.accelerator);
    if (message.op === 'preload-error') return this.#owner.preloadFailed(Object.assign(new Error(message.message), { stack: message.stack }));
    if (message.op === 'check') return this.deliver({ op: 'reply', id: message.id, ok: true, value: wire.encode(this.#owner.checkPermission(message.permission)) }, contextId);
    const event = this.#owner.makeEvent();
    const args = wire.decode(message.args) as unknown[];
    if (message.op === 'send') return void theIpcMain.emit(message.channel, event, ...args);
    let reply: ToPage;
    try {
      reply = { op: 'reply', id: message.id, ok: true, value: wire.encode(await theIpcMain.answer(message.channel, event, args)) };
    } catch (error) {
      reply = { op: 'reply', id: message.id, ok: false, message: `Error invoking remote method '${message.channel}': ${String(error)}` };
    }
    await this.deliver(reply, contextId);
  }
}
