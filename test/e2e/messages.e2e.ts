/** Writing to the desk on purpose: what leaves is shown first, the server holds sealed bytes, the desk opens it, and the receipt comes back. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './support/appTest.ts';
import { join } from './support/join.ts';
import { openScreen } from './support/notes.ts';

const program = path.resolve(import.meta.dirname, '../../secretariat/main.ts');
const run = promisify(execFile);
const secretWords = 'cedar-lantern-harbour';

test('a question goes to the desk sealed, is opened there, and is told of as read', async ({ openApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const inbox = async (...words: readonly string[]): Promise<string> => (await run(process.execPath, [program, 'inbox', ...words, '--data', secretariat.dataDir])).stdout;
  const { page } = await openApp();
  await join(page, secretariat.invitation().text);

  await openScreen(page, '/network');
  await expect(page.getByText('Ines Calder')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search this part' }).fill('tomas span');
  await expect(page.getByText('Tomás Ibarra Luz')).toBeVisible();
  await expect(page.getByText('Ines Calder')).toHaveCount(0);

  await page.getByRole('link', { name: 'Write a message' }).click();
  await page.getByRole('button', { name: 'See what leaves' }).click();
  await expect(page.getByText('Enter a title.').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Title' }).fill('Who chairs the working group?');
  await page.getByRole('textbox', { name: 'Text' }).fill(`We would like to take part. ${secretWords}`);
  await page.getByRole('button', { name: 'See what leaves' }).click();
  await expect(page.getByRole('heading', { name: 'What leaves this device' })).toBeVisible();
  await expect(page.getByText(/^(?:[0-9a-f]{4} ){9}[0-9a-f]{4}$/u)).toBeVisible();
  const requestsBefore = secretariat.proxy.requests().filter((line) => line.includes('/v1/messages?')).length;
  expect(requestsBefore, 'nothing leaves before it is sent').toBe(0);
  await page.getByRole('button', { name: 'Seal and send' }).click();
  await expect(page.getByText('At the server, not fetched').first()).toBeVisible();
  expect(JSON.stringify(secretariat.proxy.requests())).not.toContain(secretWords);

  const listed = await inbox('list');
  expect(listed).toContain('Who chairs the working group?');
  const id = /\(([0-9a-f]{8})\)/u.exec(listed)?.[1] ?? '';
  expect(await inbox('show', id)).toContain(secretWords);
  await inbox('receipt', id);
  await openScreen(page, '/network?part=messages');
  await page.getByRole('button', { name: 'Exchange now' }).click();
  await expect(page.getByText('Read', { exact: true })).toBeVisible();
});

test('a message written without a network waits, is counted in the sidebar and can be taken back', async ({ openApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page } = await openApp();
  await join(page, secretariat.invitation().text);
  await openScreen(page, '/network');
  await expect(page.getByText('Ines Calder')).toBeVisible();
  await secretariat.stop();
  await page.getByRole('link', { name: 'Write a message' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Is the course open?');
  await page.getByRole('textbox', { name: 'Text' }).fill('Two colleagues would come.');
  await page.getByRole('button', { name: 'See what leaves' }).click();
  await page.getByRole('button', { name: 'Seal and send' }).click();
  const line = page.getByRole('status').filter({ has: page.getByRole('link') });
  await expect(line.getByText('Offline, 1 change waits')).toBeVisible({ timeout: 30_000 });
  await line.getByRole('link').click();
  await expect(page.getByRole('list', { name: /Messages on their way out/ }).getByText('Is the course open?')).toBeVisible();
});
