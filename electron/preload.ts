import { contextBridge, ipcRenderer } from 'electron';
import { type Bridge, eventNames, ipcContract } from '../shared/contracts/ipc.ts';

const channels: ReadonlySet<string> = new Set(Object.keys(ipcContract));
const events: ReadonlySet<string> = new Set(eventNames);

/** Made from the contract: a name that is not in it cannot be called, and listeners get the payload without Electron's event object. */
const bridge: Bridge = {
  call: (channel, ...args) => (channels.has(channel) ? ipcRenderer.invoke(channel, ...args) : Promise.reject(new Error('no such call'))),
  on: (event, listener) => {
    if (!events.has(event)) throw new Error('no such event');
    const forward = (_event: unknown, payload: unknown): void => listener(payload as never);
    ipcRenderer.on(event, forward);
    return () => {
      ipcRenderer.off(event, forward);
    };
  },
};

contextBridge.exposeInMainWorld('focalpoint', Object.freeze(bridge));
