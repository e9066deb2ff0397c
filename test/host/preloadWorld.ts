import type { ContextBridge } from './bridge.ts';
import type { Wire } from './wire.ts';

/** What goes from the page to the main process; `args` is wire text. */
export type FromPage =
  | { readonly op: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly op: 'send'; readonly channel: string; readonly args: string }
  | { readonly op: 'check'; readonly id: number; readonly permission: string }
  | { readonly op: 'shortcut'; readonly accelerator: string }
  | { readonly op: 'preload-error'; readonly message: string; readonly stack: string };
/** What goes from the main process to the page. */
export type ToPage =
  | { readonly op: 'reply'; readonly id: number; readonly ok: true; readonly value: string }
  | { readonly op: 'reply'; readonly id: number; readonly ok: false; readonly message: string }
  | { readonly op: 'event'; readonly channel: string; readonly args: string };

/**
 * What a sandboxed preload finds in its own world: `require('electron')` with its two modules, and a small `process`.
 * The source text of this function runs in the page: no import, no outer name.
 *
 * @param binding name of the function that hands text to the main process; only this world has it.
 */
export function makePreloadWorld(wire: Wire, bridge: ContextBridge, binding: string, info: object): { require(name: string): unknown; process: object } {
  type Listener = (event: object, ...args: unknown[]) => void;
  const world = globalThis as unknown as Record<string, unknown>;
  const hand = world[binding] as (text: string) => void;
  const post = (message: FromPage): void => hand(JSON.stringify(message));
  const listeners = new Map<string, Array<{ readonly listener: Listener; readonly once: boolean }>>();
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let next = 1;
  const refuse = (what: string): never => { throw new Error(`electron stand-in: ipcRenderer.${what} is not implemented`); };

  const listen = (channel: string, listener: Listener, once: boolean): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
    return ipcRenderer;
  };
  const forget = (channel: string, listener: Listener): object => {
    listeners.set(channel, (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener));
    return ipcRenderer;
  };
  const ask = (make: (id: number) => FromPage): Promise<unknown> => {
    const id = next++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    pending.set(id, { resolve, reject });
    post(make(id));
    return promise;
  };
  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]): void => post({ op: 'send', channel, args: wire.encode(args) }),
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      const text = wire.encode(args);
      return ask((id) => ({ op: 'invoke', id, channel, args: text }));
    },
    on: (channel: string, listener: Listener) => listen(channel, listener, false),
    addListener: (channel: string, listener: Listener) => listen(channel, listener, false),
    once: (channel: string, listener: Listener) => listen(channel, listener, true),
    off: forget,
    removeListener: forget,
    removeAllListeners(channel: string): object {
      listeners.delete(channel);
      return ipcRenderer;
    },
    sendSync: () => refuse('sendSync'),
    sendToHost: () => refuse('sendToHost'),
    postMessage: () => refuse('postMessage'),
  };

  world[`${binding}:in`] = (text: string): void => {
    const message = JSON.parse(text) as ToPage;
    if (message.op === 'reply') {
      const call = pending.get(message.id);
      pending.delete(message.id);
      if (message.ok) call?.resolve(wire.decode(message.value));
      else call?.reject(new Error(message.message));
      return;
    }
    const args = wire.decode(message.args) as unknown[];
    for (const { listener, once } of listeners.get(message.channel) ?? []) {
      if (once) forget(message.channel, listener);
      listener({ sender: ipcRenderer, ports: [] }, ...args);
    }
  };

  bridge.checkPermissions((permission) => ask((id) => ({ op: 'check', id, permission })));

  // Menu accelerators act on keys that the page has left alone: asked when every listener has had the event.
  window.addEventListener('keydown', (event) => {
    if (!event.isTrusted || !(event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key))) return;
    const parts = [event.ctrlKey && 'Control', event.metaKey && 'Meta', event.altKey && 'Alt', event.shiftKey && 'Shift', event.key.length === 1 ? event.key.toUpperCase() : event.key];
    setTimeout(() => {
      if (!event.defaultPrevented) post({ op: 'shortcut', accelerator: parts.filter(Boolean).join('+') });
    });
  }, true);

  const electron = { ipcRenderer, contextBridge: { exposeInMainWorld: (key: string, api: unknown) => bridge.expose(key, api) } };
  return {
    process: info,
    require(name) {
      if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron;
      throw new Error(`module not found: ${name}`); // the words of a sandboxed preload
    },
  };
}
