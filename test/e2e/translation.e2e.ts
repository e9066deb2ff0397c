import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { publishTranslation } from './support/editionFiles.ts';
import { join } from './support/join.ts';
import { openScreen } from './support/notes.ts';

const frenchText = 'Chaque gouvernement a promis de protéger sa population.';

test('the Manual is read in a translation, which says where the original went on', async ({ openApp, newSecretariat, editor }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  await publishTranslation(secretariat.dataDir, 'fr', { id: 'commitment-2005', title: 'La promesse de 2005', text: frenchText });
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
  await expect(page.getByText(frenchText).first()).toBeVisible();
  await expect(page.getByText('The text that counts is the one in English.')).toBeVisible();
  expect(await page.getByText(frenchText).evaluate((element) => element.closest('[lang]')?.getAttribute('lang'))).toBe('fr');
  await page.getByRole('button', { name: 'Read in English' }).click();
  await expect(page.getByRole('heading', { name: 'What your government promised in 2005' })).toBeVisible();
  await page.getByRole('button', { name: 'Read in Français' }).click();
  await expect(page.getByText(frenchText).first()).toBeVisible();

  // A mark made on the translation stands there, and leads back to it from the list of all.
  await page.getByRole('button', { name: 'Choose a passage' }).click();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'Highlight', exact: true }).click();
  await expect(page.getByRole('article').locator('[data-mark]')).toHaveText([frenchText]);
  await page.getByRole('button', { name: 'Read in English' }).click();
  await expect(page.getByRole('article').locator('[data-mark]')).toHaveCount(0);
  await openScreen(page, '/manual/margin');
  await page.getByRole('link', { name: frenchText }).click();
  await expect(page.getByRole('article').locator('[data-mark]')).toHaveText([frenchText]);

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
  // Inside the reader's own highlight, which is a mark as well.
  await expect(page.getByRole('article').locator('mark').last()).toHaveText('gouvernement');

  // A word that only the original has opens the original, and one press gives the translation.
  await field.fill('genocide');
  await english.getByRole('link', { name: /What your government promised in 2005/ }).click();
  await expect(page.getByRole('article').getByRole('heading', { name: 'What your government promised in 2005' })).toBeVisible();
  await expect(page.getByRole('article').locator('mark').first()).toHaveText(/genocide/i);
  await page.getByRole('button', { name: 'Read in Français' }).click();
  await expect(page.getByText(frenchText).first()).toBeVisible();
  await field.fill('');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search' }).getByRole('searchbox').fill('promesse');
  await expect(page.getByRole('menu').getByText('Manual · Français')).toBeVisible();
  await page.getByRole('menuitem', { name: /La promesse de 2005/ }).click();
  await expect(page.getByText(frenchText).first()).toBeVisible();

  await openScreen(page, '/manual/three-pillars');
  await expect(page.getByText('This section is not translated into Français yet.')).toBeVisible();

  await editor.addSentence('01-commitment/01-commitment-2005.md', 'The original has one sentence more.');
  await secretariat.publish(editor.folder);
  await openScreen(page, '/settings?page=secretariat');
  await page.getByRole('button', { name: 'Ask for news now' }).click();
  await openScreen(page, '/manual/commitment-2005');
  await expect(page.getByText(/The text in English has changed since it was made/)).toBeVisible();
  await expect(page.getByText(frenchText).first()).toBeVisible();
});

test('toolkits, programme and glossary are read in a translation, and what is kept is the original', async ({ openApp, newSecretariat, editor }) => {
  test.setTimeout(240_000);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const original = (file: string): Promise<string> => readFile(path.join(editor.folder, file), 'utf8');
  const toolkit = (await original('toolkits/mandate-check.yaml')).replace(/^title: .*$/m, 'title: فحص التكليف');
  const label = /label: (.+)/.exec(toolkit)?.[1] ?? '';
  const glossary = (await original('glossary.yaml')).replace(/(- id: genocide\n\s+term: ).*/, '$1الإبادة الجماعية');
  const programme = (await original('programme.yaml')).replace(/(- id: first-week\n\s+title: ).*/, '$1الأسبوع الأول');
  const arabic = 'وعدت كل حكومة بحماية سكانها.';
  await publishTranslation(secretariat.dataDir, 'ar', { id: 'commitment-2005', title: 'وعد عام 2005', text: arabic, files: { 'toolkits/mandate-check.yaml': toolkit.replace(`label: ${label}`, 'label: هل هو مكتوب؟'), 'glossary.yaml': glossary, 'programme.yaml': programme } });
  const { page } = await openApp();
  await join(page, secretariat.invitation().text);
  await openScreen(page, '/settings?page=secretariat');
  await page.getByRole('button', { name: 'Ask for news now' }).click();
  await openScreen(page, '/settings?page=general');
  await page.getByRole('button', { name: /Language of the Manual/ }).click();
  await page.getByRole('option', { name: 'العربية' }).click();

  await openScreen(page, '/toolkits/mandate-check');
  await expect(page.getByRole('heading', { name: 'فحص التكليف' })).toHaveAttribute('dir', 'rtl');
  await expect(page.getByText('هل هو مكتوب؟')).toBeVisible();
  await expect(page.getByText(/stand in English\. That text counts/)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath('toolkit-ar.png'), fullPage: true });
  await page.getByRole('button', { name: 'Read in English' }).click();
  await expect(page.getByText('هل هو مكتوب؟')).toHaveCount(0);
  await page.getByRole('button', { name: /Read in/ }).click();

  await page.getByRole('button', { name: /^Start/ }).first().click();
  await expect(page.getByText('هل هو مكتوب؟')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('run-ar.png'), fullPage: true });
  await page.getByRole('button', { name: 'Read in English' }).click();
  await expect(page.getByText('هل هو مكتوب؟')).toHaveCount(0);
  await expect(page.getByText(/A newer/)).toHaveCount(0);
  await page.getByRole('button', { name: /Read in/ }).click();

  await openScreen(page, '/manual/reference/glossary');
  await expect(page.getByText('الإبادة الجماعية')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('glossary-ar.png') });
  await openScreen(page, '/onboarding?phase=first-week');
  await expect(page.getByRole('navigation', { name: 'Phases' }).getByText('الأسبوع الأول')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('programme-ar.png') });
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search' }).getByRole('searchbox').fill('التكليف');
  await expect(page.getByRole('menuitem', { name: /فحص التكليف/ })).toBeVisible();
});
