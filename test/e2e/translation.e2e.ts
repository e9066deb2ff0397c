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

  // Without a translation there is one list, under no heading.
  await openScreen(page, '/manual');
  const field = page.getByRole('searchbox', { name: 'Search the Manual' });
  await field.fill('genocide');
  const contents = page.getByRole('navigation', { name: 'Contents' });
  await expect(contents.getByRole('link', { name: /What your government promised in 2005/ })).toBeVisible();
  await expect(contents.getByRole('heading')).toHaveCount(0);
  await contents.getByRole('link', { name: /What your government promised in 2005/ }).click();
  await expect(page.getByRole('article').locator('mark').first()).toHaveText(/genocide/i);

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

  // Found in both languages: once, in the chosen one. Opened from there, the translation is shown with the words marked.
  await field.fill('2005');
  const [french, english] = [page.getByRole('region', { name: 'Français' }), page.getByRole('region', { name: 'English' })];
  await expect(french.getByRole('link')).toHaveText([/La promesse de 2005/]);
  await expect(french.getByText('La promesse de 2005')).toHaveAttribute('lang', 'fr');
  await expect(english.getByRole('link').first()).toBeVisible();
  await expect(english.getByRole('link', { name: /What your government promised in 2005/ })).toHaveCount(0);
  expect(await page.getByRole('region', { name: /^(Français|English)$/ }).getByRole('heading').allTextContents()).toEqual(['Français', 'English']);
  await field.fill('gouvernements');
  await french.getByRole('link').click();
  await expect(page.getByRole('article').locator('mark')).toHaveText(['gouvernement']);

  // A word that only the original has opens the original, and one press gives the translation.
  await field.fill('genocide');
  await english.getByRole('link', { name: /What your government promised in 2005/ }).click();
  await expect(page.getByRole('article').getByRole('heading', { name: 'What your government promised in 2005' })).toBeVisible();
  await expect(page.getByRole('article').locator('mark').first()).toHaveText(/genocide/i);
  await page.getByRole('button', { name: 'Read in Français' }).click();
  await expect(page.getByText(frenchText)).toBeVisible();
  await field.fill('');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search' }).getByRole('searchbox').fill('promesse');
  await expect(page.getByRole('menu').getByText('Manual · Français')).toBeVisible();
  await page.getByRole('menuitem', { name: /La promesse de 2005/ }).click();
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
