import { expect, test } from './support/appTest.ts';
import { publishFrench } from './support/editionFiles.ts';
import { join } from './support/join.ts';
import { openScreen } from './support/notes.ts';

const frenchText = 'Chaque gouvernement a promis de protéger sa population.';

test('the Manual is read in a translation, which says where the original went on', async ({ openApp, newSecretariat, editor }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  await publishFrench(secretariat.dataDir, { id: 'commitment-2005', title: 'La promesse de 2005', text: frenchText });
  const { page } = await openApp();
  await join(page, secretariat.invitation().text);
  await openScreen(page, '/settings?page=secretariat');
  await page.getByRole('button', { name: 'Ask for news now' }).click();

  await openScreen(page, '/settings?page=general');
  await page.getByRole('button', { name: /Language of the Manual/ }).click();
  await page.getByRole('option', { name: 'Français' }).click();

  await openScreen(page, '/manual/commitment-2005');
  await expect(page.getByRole('heading', { name: 'La promesse de 2005' })).toBeVisible();
  await expect(page.getByText(frenchText)).toBeVisible();
  await expect(page.getByText('The text that counts is the one in English.')).toBeVisible();
  expect(await page.getByText(frenchText).evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))).toBe('fr');
  await page.getByRole('button', { name: 'Read in English, with your marks' }).click();
  await expect(page.getByRole('heading', { name: 'What your government promised in 2005' })).toBeVisible();
  await page.getByRole('button', { name: 'Read in Français' }).click();
  await expect(page.getByText(frenchText)).toBeVisible();

  await openScreen(page, '/manual/three-pillars');
  await expect(page.getByText('This section is not translated into Français yet.')).toBeVisible();

  await editor.addSentence('01-commitment/01-commitment-2005.md', 'The original has one sentence more.');
  await secretariat.publish(editor.folder);
  await openScreen(page, '/settings?page=secretariat');
  await page.getByRole('button', { name: 'Ask for news now' }).click();
  await openScreen(page, '/manual/commitment-2005');
  await expect(page.getByText(/The text in English has changed since it was made/)).toBeVisible();
  await expect(page.getByText(frenchText)).toBeVisible();
});
