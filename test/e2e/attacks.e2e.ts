import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messages } from '../../shared/messages/en.ts';
import { attackTable } from '../security/editions/attackTable.ts';
import { expect, type Launched, test } from './support/appTest.ts';
import { packTo } from './support/editionFiles.ts';
import { startHostileServer } from './support/hostileServer.ts';
import { join } from './support/join.ts';
import { openScreen } from './support/notes.ts';

/** One staging of the list for each sentence. Those that the true timestamp key signed come last: what is newer than they are does not exist. */
const shown = [
  ['Arbitrary content', 'one bit of a text', 'edition.tampered'],
  ['Forged metadata', 'a timestamp of version 99,999 and no key', 'edition.notEnoughSignatures'],
  ['Captive portal', 'a web page for everything', 'edition.captivePortal'],
  ['Malicious mirror', '503 for everything', 'edition.noNetwork'],
  ['Malicious mirror', '404 for a text', 'edition.damaged'],
  ['Endless data', 'without end: timestamp\\.json$', 'edition.tooLarge'],
  ['Slow retrieval', 'a few bytes a second for ever', 'edition.tooSlow'],
  ['Rollback', 'the timestamp of the edition before', 'edition.rolledBack'],
  ['Freeze', 'a timestamp that ran out', 'edition.expired'],
  ['Older app, newer format', 'an edition that needs a later reader', 'edition.newerFormat'],
] as const;

const reading = async ({ page }: Launched): Promise<string> => {
  const active = await page.evaluate(async () => {
    const result = await window.focalpoint.call('editions.active');
    return result.ok ? JSON.stringify([result.value.manifest, result.value.texts]) : '';
  });
  return createHash('sha256').update(active).digest('hex');
};

test('every way of refusing an edition stands on the screen in a sentence, and what is read stays as it was', async ({ openApp, newSecretariat, editor }) => {
  test.setTimeout(240_000);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const server = await startHostileServer(secretariat);
  const app = await openApp();
  const { page } = app;
  await join(page, secretariat.invitation().text);
  await openScreen(page, '/settings?page=secretariat');
  const ask = page.getByRole('button', { name: 'Ask for news now' });
  await expect(ask).toBeEnabled();
  await editor.addSentence('02-role/01-enabler-and-convener.md', 'Only the true server has this sentence.');
  await secretariat.publish(editor.folder);
  let before = await reading(app);
  for (const [attack, how, code] of shown) {
    await test.step(`${attack}: ${how}`, async () => {
      const staging = attackTable.find((row) => row.attack === attack)?.stagings.find((one) => one.how === how);
      if (staging === undefined || !('stage' in staging)) throw new Error('not in the list');
      expect(staging.code).toBe(code);
      server.honest();
      if (staging.holds === 'newest') {
        await ask.click();
        await expect(page.getByText(messages['failure.edition.tooSlow'])).toHaveCount(0);
        before = await reading(app);
      }
      await staging.stage(server);
      await ask.click();
      await expect(page.getByText(messages[`failure.${code}`]), code).toBeVisible({ timeout: 60_000 });
      await expect(ask).toBeEnabled();
      expect(await reading(app)).toBe(before);
    });
  }
  await openScreen(page, '/today');
  await expect(page.getByText(messages['failure.edition.newerFormat'])).toBeVisible();
  await openScreen(page, '/manual/enabler-and-convener');
  await expect(page.getByRole('article').getByText('Only the true server has this sentence.')).toBeVisible();
  await server.close();
});

test('every way of refusing a file stands on the screen in a sentence', async ({ openApp, newSecretariat, editor, userData }) => {
  test.setTimeout(240_000);
  const secretariat = await newSecretariat();
  const other = await newSecretariat({ trusted: false, name: 'Somebody else' });
  await other.start();
  const folder = editor.folder;
  const [carried, strange] = [path.join(userData, 'carried'), path.join(userData, 'strange')];
  await mkdir(carried);
  await mkdir(strange);
  const old = await packTo(carried, secretariat.dataDir);
  await editor.addSentence('02-role/01-enabler-and-convener.md', 'Newer.');
  await secretariat.publish(folder);
  const newer = await packTo(carried, secretariat.dataDir);
  await other.stop();
  const foreign = await packTo(strange, other.dataDir);
  const later = path.join(carried, 'later.fpedition');
  await writeFile(later, 'FPEDITION2\nwhatever');
  const app = await openApp();
  const { page } = app;
  await openScreen(page, '/settings?page=secretariat');
  const open = async (file: string): Promise<void> => {
    await app.evaluate(({ dialog }, chosen) => { dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] }); }, file);
    await page.getByRole('button', { name: 'Open an edition file' }).click();
  };
  await open(newer);
  await expect(page.getByText(/is in force now/)).toBeVisible();
  const before = await reading(app);
  for (const [file, code] of [[old, 'edition.updateFileOlder'], [foreign, 'edition.updateFileForeign'], [later, 'edition.newerFormat'], [path.join(folder, 'edition.yaml'), 'edition.notAnUpdateFile']] as const) {
    await open(file);
    await expect(page.getByText(messages[`failure.${code}`])).toBeVisible();
    expect(await reading(app)).toBe(before);
  }
});
