import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { furtherDevice } from './support/furtherDevice.ts';
import { join } from './support/join.ts';
import { openScreen } from './support/notes.ts';
import { samplePng, sampleText, type SampleFile } from './support/sampleFiles.ts';
import { looks, putOn } from './support/screens.ts';

const files = (page: Page) => page.getByRole('list', { name: 'Files of this note' });
const attach = (page: Page, ...chosen: SampleFile[]): Promise<void> => page.locator('section[aria-label="Files of this note"] input[type=file]').setInputFiles(chosen);

async function openNote(page: Page): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('main').getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveText(known.noteText);
}

async function setOption(page: Page, label: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** For a look by eye: FPC_SHOT names the beginning of the files' names. */
async function shoot(page: Page, name: string): Promise<void> {
  if (process.env['FPC_SHOT'] === undefined) return;
  for (const look of looks) {
    await putOn(page, look);
    await page.screenshot({ path: `${process.env['FPC_SHOT']}-${name}-${look.name}.png`, fullPage: true });
  }
  await putOn(page, looks[0]!);
}

test('a picture that is added on one device is seen on the other; what has not crossed says so; the server learns neither name nor content', async ({ openApp, launchApp, newSecretariat, faults }) => {
  test.setTimeout(360_000);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page: first } = await openApp();
  await join(first, secretariat.invitation().text);
  const { app: other, remove } = await furtherDevice(first, launchApp);
  const { page: second } = other;
  try {
    await openNote(first);
    await openNote(second);
    await attach(first, samplePng('kestrelgate.png'));
    await expect(files(second)).toContainText('kestrelgate.png', { timeout: 20_000 });
    await files(second).getByRole('button', { name: /kestrelgate/ }).click();
    const shown = second.getByRole('dialog', { name: 'kestrelgate.png' });
    await expect(shown.getByRole('img')).toHaveJSProperty('naturalWidth', 64, { timeout: 20_000 });
    await expect(shown.getByText('it is as it was put in')).toBeVisible();
    await shown.getByRole('button', { name: 'Close' }).click();
    await expect(files(first)).not.toContainText('other devices');
    expect(faults.splice(0)).toEqual([]);

    // Without a network it is said beside the file, in the sidebar and in Settings, each with its way to the note.
    await secretariat.cutOff();
    await expect(first.getByText(/^Offline/)).toBeVisible({ timeout: 60_000 });
    await attach(first, sampleText('ashgrovelist.txt', 'Merlindale, seven names'));
    await expect(files(first)).toContainText('Only on this device. It is sent when the server can be reached.', { timeout: 20_000 });
    await expect(first.getByText('Offline, 2 changes wait')).toBeVisible({ timeout: 20_000 });
    await shoot(first, 'note-offline');
    await openScreen(first, '/settings?page=sync');
    const waiting = first.getByRole('list', { name: 'Files of notes' });
    await expect(waiting).toContainText('ashgrovelist.txt');
    await shoot(first, 'sync-offline');
    await waiting.getByRole('link', { name: 'ashgrovelist.txt' }).click();
    await expect(first.getByRole('textbox', { name: 'Text of the note' })).toHaveText(known.noteText);
    faults.length = 0;

    // On the other device files come only when asked for.
    await openScreen(second, '/settings?page=sync');
    await setOption(second, /Fetch files of notes/, 'Only when I ask');
    await secretariat.restore();
    await openNote(second);
    await expect(files(second)).toContainText('Not on this device yet', { timeout: 40_000 });
    await shoot(second, 'note-asked');
    await files(second).getByRole('button', { name: /^ashgrovelist/ }).click();
    const listed = second.getByRole('dialog', { name: 'ashgrovelist.txt' });
    await expect(listed.getByRole('button', { name: 'Save a copy' })).toHaveCount(0);
    await shoot(second, 'preview-asked');
    await listed.getByRole('button', { name: /^Fetch this file, / }).click();
    await expect(listed.getByText('Merlindale, seven names')).toBeVisible({ timeout: 20_000 });
    await listed.getByRole('button', { name: 'Close' }).click();

    for (const name of await readdir(secretariat.dataDir, { recursive: true })) {
      const file = path.join(secretariat.dataDir, name);
      if (!(await stat(file)).isFile()) continue;
      const bytes = await readFile(file);
      for (const secret of ['kestrelgate', 'ashgrovelist', 'Merlindale']) for (const encoding of ['utf8', 'utf16le'] as const) expect(bytes.includes(Buffer.from(secret, encoding)), `${secret} in ${name}`).toBe(false);
    }
  } finally {
    await other.close();
    await remove();
  }
});
