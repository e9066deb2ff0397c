import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { bytesInScripts } from './bytesInScripts.ts';

const root = path.resolve(import.meta.dirname, '..');

/** The renderer: static files served by the app's own protocol. Assets stay files, because the content security policy allows no inline data. */
export default defineConfig({
  root: path.join(root, 'renderer'),
  plugins: [bytesInScripts(), react()],
  // The Markdown parser's table of characters has a form that asks the page; workers have no page, and the page's policy refuses it.
  resolve: { alias: { 'decode-named-character-reference': path.join(root, 'node_modules/decode-named-character-reference/index.js') } },
  worker: { format: 'es' },
  build: {
    outDir: path.join(root, 'build/out/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    sourcemap: false,
    modulePreload: { polyfill: false },
    manifest: true,
    // On its own, or it would lie in one file with what the lock screen needs.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'dexie', test: /node_modules[\\/]dexie[\\/]/ }] } } },
    chunkSizeWarningLimit: 2_000, // the dictionaries of the passphrase judge are 1.7 MB and load only while one is chosen; the first load has its own test
  },
});
