import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../ensureChromium.ts';

const folder = path.resolve(import.meta.dirname, '../../assets/icons');
const sizes = { 'icon.png': 1024, '512x512.png': 512 } as const;

/** Draws the app's mark, assets/icons/icon.svg, as the pictures that installers are made from. Run it after changing the mark. */
async function renderIcons(): Promise<void> {
  const svg = await readFile(path.join(folder, 'icon.svg'), 'utf8');
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  try {
    for (const [name, size] of Object.entries(sizes)) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
      await page.screenshot({ path: path.join(folder, name), omitBackground: true });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

await renderIcons();
