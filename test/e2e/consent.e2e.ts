/** Whether the Secretariat sees progress: nothing before it was turned on, exactly what was shown then, and nothing left afterwards. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
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
