import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './support/appTest.ts';
import { answer, chooseLanguage, dayFromToday, expectLocked, expectOpen, fillProfile, passphrase, unlock, putOffSheet } from './support/firstStart.ts';
import { heldInHeap } from './support/heap.ts';
import { addNote, addSituation, goTo, openScreen } from './support/notes.ts';

const canary = 'Morgenrot 5518 Ufermauer';
const newSentence = 'Keep a copy of both paragraphs where you can reach it during a call.';

test('the main job, end to end', async ({ launchApp, newSecretariat, editor, faults }) => {
  test.setTimeout(240_000);
  const secretariat = await newSecretariat();
  let app = await launchApp();
  let { page } = app;
  await page.reload(); // so that the watch sees a document from its first moment

  await test.step('1 and 2: first start; leaving and returning loses nothing', async () => {
    await chooseLanguage(page);
    await expect(page.getByRole('heading', { name: 'Make your vault' })).toBeVisible();
    const offered = (await page.getByTestId('suggested-words').innerText()).trim();
    expect(offered.split(/[\s-]+/)).toHaveLength(6);
    await app.close();
    app = await launchApp();
    page = app.page;
    await expect(page.getByRole('heading', { name: 'Make your vault' })).toBeVisible(); // the language is kept

    await page.getByLabel('Passphrase', { exact: true }).fill('rain');
    await expect(page.getByText(/^Guessed/)).toBeVisible();
    await page.getByRole('button', { name: 'Use these words' }).click();
    await expect(page.getByText(/^(Good|Strong)\./)).toBeVisible();
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('Passphrase again').fill(passphrase);
    await page.getByRole('button', { name: 'Make the vault' }).click();
    await putOffSheet(page);

    await expect(page.getByRole('heading', { name: 'About your post' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Country' }).fill('Ostania');
    await answer(page, 'Where the post sits', 'Foreign ministry');
    await page.waitForTimeout(1_500); // the draft is kept shortly after typing stops
    await app.close();
    app = await launchApp();
    page = app.page;
    await expectLocked(page);
    await page.getByLabel('Passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await expect(page.getByRole('textbox', { name: 'Country' })).toHaveValue('Ostania');
    await expect(page.getByRole('radio', { name: 'Foreign ministry' })).toBeChecked();

    await page.getByLabel('Date of appointment').fill(dayFromToday(-16));
    await page.getByRole('button', { name: 'Start' }).click();
    await expect(page.getByText('5 answers are missing')).toBeVisible();
    await fillProfile(page);
    await page.getByRole('button', { name: 'Start' }).click();
    await expectOpen(page);
  });

  await test.step('3: Today and Onboarding; marks survive a restart', async () => {
    await expect(page.getByText(/First month · day 17/)).toBeVisible();
    await expect(page.getByText('Set up this application safely')).toBeVisible();
    await page.getByRole('button', { name: /Set up this application safely/ }).click();
    const detail = page.getByRole('article');
    await expect(detail.getByRole('heading', { name: 'Set up this application safely' })).toBeVisible();
    await expect(detail.getByText(/was due \d+ \w+/)).toBeVisible();
    await expect(detail.getByText('Read the section')).toBeVisible();
    const steps = detail.getByRole('list', { name: 'Steps' }).getByRole('checkbox');
    expect(await steps.count()).toBeGreaterThan(1);
    await steps.first().focus();
    await page.keyboard.press('Space');
    await expect(steps.first()).toBeChecked();
    await page.getByRole('navigation', { name: 'Phases' }).getByRole('button', { name: /First week/ }).click();
    await page.getByRole('button', { name: /Meet your predecessor/ }).click();
    await detail.getByRole('button', { name: 'Mark done' }).click();
    await expect(detail.getByText(/^done/)).toBeVisible();
    await app.close();
    app = await launchApp();
    page = app.page;
    await unlock(page);
    await openScreen(page, '/onboarding?phase=first-week');
    await page.getByRole('navigation', { name: 'Phases' }).getByRole('button', { name: /First week/ }).click();
    await expect(page.getByRole('checkbox', { name: /Meet your predecessor/ })).toBeChecked();
    await page.getByRole('button', { name: /Set up this application safely/ }).click();
    await expect(page.getByRole('article').getByRole('list', { name: 'Steps' }).getByRole('checkbox').first()).toBeChecked();
  });

  await test.step('4: the Manual, with no network', async () => {
    await goTo(page, 'Manual');
    await expect(page.getByText(/came with the app|confirmed/).first()).toBeVisible();
    await expect(page.getByRole('heading', { level: 2, name: 'What your government promised in 2005' })).toBeVisible();
    await page.getByRole('searchbox', { name: 'Search the Manual' }).fill('early warnng'); // a slip on purpose
    const hits = page.getByRole('navigation', { name: 'Contents' }).getByRole('listitem');
    await expect(hits.first()).toBeVisible();
    await expect(hits.locator('mark').first()).toBeVisible();
    await hits.first().getByRole('link').click();
    await expect(page.locator('article mark').first()).toBeVisible();
  });

  await test.step('5: a situation and a note, sealed; quit, start, unlock: it is there', async () => {
    await addSituation(page, 'Northern border districts', 'Four districts');
    await addNote(page, 'Call with district prosecutor', `She has opened three files since October. ${canary}`);
    await app.close();
    app = await launchApp();
    page = app.page;
    await unlock(page);
    await goTo(page, 'Situations');
    await page.getByRole('link', { name: /Northern border districts/ }).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Call with district prosecutor');
    await expect(page.getByRole('textbox', { name: 'Text of the note' })).toContainText(canary);
  });

  await test.step('6: the Secretariat starts and the app joins by its invitation', async () => {
    await secretariat.start();
    await goTo(page, 'Settings');
    await page.getByRole('link', { name: 'Secretariat', exact: true }).click();
    await page.getByRole('textbox', { name: 'Invitation' }).fill(secretariat.invitation().text);
    await page.getByRole('button', { name: 'Read the invitation' }).click();
    await expect(page.getByText(secretariat.address, { exact: true })).toBeVisible();
    expect(secretariat.proxy.requests(), 'reading an invitation sends nothing').toEqual([]);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(page.getByText('The server answers.')).toBeVisible();
    await expect(page.getByText('In touch with the Secretariat')).toBeVisible();
  });

  await test.step('7: edition 2 is noticed by itself, and Today says what changed', async () => {
    await goTo(page, 'Today');
    await editor.addSentence('01-commitment/01-commitment-2005.md', newSentence);
    await editor.addSection('01-commitment/90-on-a-train.md', { id: 'on-a-train', title: 'What to read on a train', body: 'A section that only this test has written, about reading without a network.' });
    const printed = await secretariat.publish(editor.folder, '--note', 'One sentence more, and a section for travellers.');
    expect(printed).toMatch(/Edition \d{4}\.\d+ \(number \d+\) is signed and published\./);
    const edition = /Edition (\S+)/.exec(printed)?.[1] ?? '';
    const published = Date.now();
    const card = page.locator('section, div').filter({ has: page.getByRole('heading', { name: 'Manual updated' }) }).last();
    await expect(card).toBeVisible({ timeout: 10_000 });
    console.log(`edition noticed, verified and stored ${Date.now() - published} ms after the publisher was done`);
    await expect(page.getByText(`Edition ${edition} from the Secretariat, signature verified. 1 section changed of`, { exact: false })).toContainText(', 1 is new');
    await expect(page.getByRole('link', { name: /What your government promised in 2005/ }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: /What to read on a train/ })).toBeVisible();
    await page.getByRole('link', { name: 'See what changed' }).click();
    await expect(page.locator('ins')).toHaveText(new RegExp(newSentence.replaceAll('.', '\\.')));
    await expect(page.getByText('One sentence more, and a section for travellers.')).toBeVisible();
  });

  await test.step('7: offline, all of it is still there', async () => {
    await secretariat.stop();
    await app.close();
    app = await launchApp();
    page = app.page;
    await unlock(page);
    await expect(page.getByText('Offline', { exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Manual updated' })).toBeVisible();
    await page.getByRole('link', { name: /What your government promised in 2005/ }).first().click();
    await expect(page.getByText(newSentence)).toBeVisible();
    await expect(page.getByText(/This section changed in edition/)).toBeVisible();
    await openScreen(page, '/situations');
    await page.getByRole('link', { name: /Northern border districts/ }).click();
    await expect(page.getByRole('textbox', { name: 'Text of the note' })).toContainText(canary);
  });

  await test.step('7: a tampered edition is refused in words, and the old one stays', async () => {
    await secretariat.start();
    await secretariat.cutOff();
    await editor.addSentence('01-commitment/01-commitment-2005.md', 'A sentence that nobody may read.');
    await secretariat.publish(editor.folder);
    await tamper(secretariat.repository, 'A sentence that nobody may read.', 'A sentence that somebody changed.');
    await openScreen(page, '/today');
    await secretariat.restore();
    await expect(page.getByText('An update was refused.')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/changed after the Secretariat signed it.*You keep the edition you have\./)).toBeVisible();
    await openScreen(page, '/manual/commitment-2005');
    await expect(page.getByText(newSentence)).toBeVisible();
    await expect(page.getByText(/A sentence that/)).toHaveCount(0);
  });

  await test.step('8: lock', async () => {
    await openScreen(page, '/situations');
    await page.getByRole('link', { name: /Northern border districts/ }).click();
    await expect(page.getByRole('textbox', { name: 'Text of the note' })).toContainText(canary);
    await page.keyboard.press('Control+l');
    await expectLocked(page);
    expect(await page.content()).not.toContain(canary);
    expect(await heldInHeap(page, canary)).toEqual([]);
  });

  expect(faults).toEqual([]);
  expect(secretariat.proxy.sent().includes(canary)).toBe(false);
});

/** Changes bytes of the published text, in place and without changing its length where that matters to nobody but the hash. */
async function tamper(repository: string, before: string, after: string): Promise<void> {
  const blobs = path.join(repository, 'targets');
  // Whoever changes a text does not go on handing out the true one as a difference or in a bundle.
  for (const way of ['deltas', 'bundles']) await rm(path.join(blobs, way), { recursive: true, force: true });
  let changed = 0;
  for (const entry of await readdir(blobs, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const text = await readFile(file, 'utf8');
    if (!text.includes(before)) continue;
    await writeFile(file, text.replaceAll(before, after.slice(0, before.length).padEnd(before.length, '.')));
    changed += 1;
  }
  expect(changed, 'texts that were tampered with').toBeGreaterThan(0);
}
