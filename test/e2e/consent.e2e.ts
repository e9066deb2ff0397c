/** Whether the Secretariat sees progress: nothing before it was turned on, exactly what was shown then, and nothing left afterwards. */
import { execFile } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { axeFindings } from './support/axe.ts';
import { expect, test } from './support/appTest.ts';
import { join } from './support/join.ts';
import { openScreen } from './support/notes.ts';

const program = path.resolve(import.meta.dirname, '../../secretariat/main.ts');

test('the Secretariat learns counts by consent only', async ({ openApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const rows = (): readonly Record<string, unknown>[] => {
    const database = new DatabaseSync(path.join(secretariat.dataDir, 'secretariat.sqlite'), { readOnly: true });
    const found = database.prepare('select edition_number, edition_name, phases from progress').all();
    database.close();
    return found;
  };
  const sendings = (): number => secretariat.proxy.requests().filter((line) => line.includes('/v1/progress')).length;
  const { page } = await openApp();
  await join(page, secretariat.invitation().text);
  const agree = page.getByRole('checkbox', { name: 'Let the Secretariat know these figures' });
  await expect(agree).not.toBeChecked();
  await expect(page.getByText('Off. The Secretariat has no figures of yours.')).toBeVisible();
  // What would be sent, as it stands on screen.
  const table = page.getByRole('table', { name: 'What would be sent' });
  await expect(table.locator('tbody tr')).toHaveCount(6);
  const shown = await table.locator('tbody tr').evaluateAll((lines) => lines.map((line) => [...line.querySelectorAll('td')].map((cell) => Number(cell.textContent))));
  expect(shown.flat().reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  await openScreen(page, '/onboarding');
  await openScreen(page, '/settings?page=secretariat');
  expect(sendings(), 'off by default').toBe(0);

  // The box itself is hidden under its drawing.
  await page.getByText('Let the Secretariat know these figures').click();
  await expect(page.getByText(/^On\. Last sent/u)).toBeVisible();
  expect(sendings()).toBeGreaterThan(0);
  const [row] = rows();
  const counted = Object.values(JSON.parse(String(row?.['phases'])) as Record<string, Record<string, number>>);
  expect(counted.map(({ applies, done, inProgress, waiting, declined }) => [applies, done, inProgress, waiting, declined])).toEqual(shown);
  await expect(page.getByText(`Edition on this device: ${String(row?.['edition_name'])} (number ${String(row?.['edition_number'])})`)).toBeVisible();
  expect((await promisify(execFile)(process.execPath, [program, 'status', '--data', secretariat.dataDir])).stdout.trim()).toBe('People who let the Secretariat know: fewer than 3');

  await page.screenshot({ path: test.info().outputPath('consent.png'), fullPage: true });
  await secretariat.cutOff();
  await page.getByText('Let the Secretariat know these figures').click();
  await expect(page.getByText('Off. What was sent is deleted at the server at the next exchange.')).toBeVisible();
  expect(rows()).toHaveLength(1);
  await secretariat.restore();
  await page.getByRole('button', { name: 'Ask for news now' }).click();
  await expect(page.getByText('Off. The Secretariat has no figures of yours.')).toBeVisible({ timeout: 30_000 });
  expect(rows()).toEqual([]);
});

test('an acknowledgement is sent by the reader’s own act, exactly as shown, and can be taken back', async ({ openApp, newSecretariat, editor }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const status = async (): Promise<string> => (await promisify(execFile)(process.execPath, [program, 'status', '--data', secretariat.dataDir])).stdout;
  const sendings = (): number => secretariat.proxy.requests().filter((line) => line.includes('/v1/acknowledgements')).length;
  const { page } = await openApp();
  await join(page, secretariat.invitation().text);
  await appendFile(path.join(editor.folder, 'edition.yaml'), '\nacknowledge: [enabler-and-convener]\nacknowledgeTell: true\n');
  await editor.addSentence('02-role/01-enabler-and-convener.md', 'To be acknowledged.');
  await secretariat.publish(editor.folder);
  await page.getByRole('button', { name: 'Ask for news now' }).click();
  await openScreen(page, '/manual/enabler-and-convener');
  const box = page.getByRole('region', { name: 'To be acknowledged' });
  await box.getByRole('button', { name: 'I have read this section' }).click();
  await expect(box.getByText(/exactly this leaves your device/)).toBeVisible();
  expect(sendings(), 'acknowledging alone sends nothing').toBe(0);
  expect(await status()).not.toContain('Acknowledgements');
  expect(await axeFindings(page)).toEqual([]);
  await box.screenshot({ path: test.info().outputPath('tell.png') });
  const edition = await box.locator('dt', { hasText: 'Edition' }).locator('+ dd').innerText();
  await box.getByRole('button', { name: 'Tell the Secretariat' }).click();
  await expect(box.getByText(/^The Secretariat was told/)).toBeVisible();
  const today = new Date().toISOString().slice(0, 10);
  expect(await status()).toMatch(new RegExp(`Edition ${edition}, enabler-and-convener: 1\\n\\s+\\d{4}-\\d{2}-\\d{2}  made when the server started \\(account [0-9a-f]{8}\\)`));
  const sent = secretariat.proxy.sent().toString('latin1').match(/\{"sectionId":[^}]*\}/g)?.at(-1) ?? '';
  expect(Object.keys(JSON.parse(sent) as object).sort()).toEqual(['edition', 'readOn', 'sectionId', 'sha256']);
  expect(Math.abs(Date.parse((JSON.parse(sent) as { readOn: string }).readOn) - Date.parse(today))).toBeLessThanOrEqual(86_400_000);
  await box.getByRole('button', { name: 'Take it back' }).click();
  await expect(box.getByRole('button', { name: 'Tell the Secretariat' })).toBeVisible();
  expect(await status()).not.toContain('Acknowledgements');
});
