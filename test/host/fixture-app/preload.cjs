const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('fixture', {
  call: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  note: (text) => ipcRenderer.send('note', text),
  on(channel, listener) {
    const forward = (_event, ...args) => listener(...args);
    ipcRenderer.on(channel, forward);
    return () => { ipcRenderer.off(channel, forward); };
  },
  nested: { list: [1, { deep: true }] },
  throws() { throw new RangeError('out of range'); },
  needs(name) {
    try {
      return typeof require(name);
    } catch (error) {
      return error.message;
    }
  },
  process: { platform: process.platform, sandboxed: process.sandboxed, electron: process.versions.electron },
});
