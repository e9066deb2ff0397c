import { expect, known, test } from './support/appTest.ts';
import { answer, chooseLanguage, dayFromToday, expectLocked, makeVault, passphrase, unlock, putOffSheet } from './support/firstStart.ts';
import { addNote, expectSaved, goTo, openScreen } from './support/notes.ts';

test('a note with its facts, tasks with their steps, and moved dates are there after a restart', async ({ openApp, launchApp }) => {
  let app = await openApp();
  let { page } = app;
  await goTo(page, 'Situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await addNote(page, 'Radio broadcast', 'Heard twice on the morning programme.');
  const about = page.getByRole('complementary', { name: 'About this note' });
  await about.getByLabel('Observed').fill(dayFromToday(-2));
  await about.getByRole('textbox', { name: 'Place' }).fill('Market square');
  await about.getByRole('combobox', { name: 'Source' }).fill('Heron');
  await about.getByRole('button', { name: /Reliability/ }).click();
  await page.getByRole('option', { name: /usually reliable$/ }).first().click();
  await expectSaved(page);

  await openScreen(page, '/onboarding');
  const article = page.getByRole('article');
  await page.getByRole('navigation', { name: 'Phases' }).getByRole('button', { name: /First week/ }).click();
  await page.getByRole('button', { name: /Set up this application safely/ }).click();
  const steps = article.getByRole('list', { name: 'Steps' }).getByRole('checkbox');
  await steps.nth(1).press('Space');
  await expect(steps.nth(1)).toBeChecked();
  await article.getByRole('button', { name: 'Dates' }).click();
  await page.getByLabel('Due date').fill(dayFromToday(9));
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(article.getByText('date set by you')).toBeVisible();
  await page.getByRole('button', { name: /Meet your predecessor/ }).click();
  await article.getByRole('button', { name: 'Decline' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('There was none before me.');
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await expect(article.getByText('There was none before me.')).toBeVisible();
  await app.close();

  app = await launchApp();
  page = app.page;
  await unlock(page);
  await goTo(page, 'Situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await page.getByRole('list', { name: 'Notes' }).getByRole('button', { name: /Radio broadcast/ }).click();
  await expect(page.getByRole('textbox', { name: 'Text of the note' })).toHaveText('Heard twice on the morning programme.');
  await expect(page.getByLabel('Observed')).toHaveValue(dayFromToday(-2));
  await expect(page.getByRole('textbox', { name: 'Place' })).toHaveValue('Market square');
  await expect(page.getByRole('combobox', { name: 'Source' })).toHaveValue('Heron');
  await expect(page.getByRole('button', { name: /Reliability/ })).toContainText('B · usually reliable');
  await openScreen(page, '/onboarding');
  await page.getByRole('navigation', { name: 'Phases' }).getByRole('button', { name: /First week/ }).click();
  await page.getByRole('button', { name: /Set up this application safely/ }).click();
  await expect(page.getByRole('article').getByRole('list', { name: 'Steps' }).getByRole('checkbox').nth(1)).toBeChecked();
  await expect(page.getByRole('article').getByRole('list', { name: 'Steps' }).getByRole('checkbox').nth(0)).not.toBeChecked();
  await expect(page.getByRole('article').getByText('date set by you')).toBeVisible();
  await page.getByRole('button', { name: /Meet your predecessor/ }).click();
  await expect(page.getByRole('article').getByText('There was none before me.')).toBeVisible();
});

test('settings and the place of the window are kept', async ({ openApp, launchApp }) => {
  let app = await openApp();
  let { page } = app;
  await openScreen(page, '/settings');
  await page.getByRole('radiogroup', { name: 'Appearance' }).getByText('Dark').click();
  await page.getByRole('button', { name: /Text size/ }).click();
  await page.getByRole('option', { name: '125 %' }).click();
  await page.getByRole('link', { name: 'Vault', exact: true }).click();
  await page.getByRole('button', { name: /Lock when idle for/ }).click();
  await page.getByRole('option', { name: '15 minutes' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const place = { x: 40, y: 30, width: 1180, height: 720 };
  await app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  const left = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await app.close();

  app = await launchApp();
  page = app.page;
  await expectLocked(page);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark'); // the theme is not a secret: the lock has it too
  await expect(page.locator('html')).toHaveAttribute('data-zoom', '125');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())).toEqual(left);
  expect(left).toMatchObject({ width: place.width, height: place.height });
  await unlock(page);
  await openScreen(page, '/settings?page=vault');
  await expect(page.getByRole('button', { name: /Lock when idle for/ })).toContainText('15 minutes');
});

test('a half-finished first start goes on where it stopped, whatever ended it', async ({ launchApp }) => {
  let app = await launchApp();
  let { page } = app;
  await chooseLanguage(page);
  await expect(page.getByRole('heading', { name: 'Make your vault' })).toBeVisible();
  await app.kill();

  app = await launchApp();
  page = app.page;
  await makeVault(page);
  await putOffSheet(page);
  await expect(page.getByRole('heading', { name: 'About your post' })).toBeVisible();
  await page.getByLabel('Date of appointment').fill(dayFromToday(30));
  await expect(page.getByText('You start in 30 days.')).toBeVisible();
  await answer(page, 'Portfolio', 'Prevention is all or most of my work');
  await page.getByRole('textbox', { name: 'Country' }).fill('Ostan');
  await page.waitForTimeout(1_500);
  await app.kill();

  app = await launchApp();
  page = app.page;
  await expectLocked(page);
  await page.getByLabel('Passphrase').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('textbox', { name: 'Country' })).toHaveValue('Ostan');
  await expect(page.getByLabel('Date of appointment')).toHaveValue(dayFromToday(30));
  await expect(page.getByRole('radio', { name: 'Prevention is all or most of my work' })).toBeChecked();

  for (const [date, sentence] of [
    [dayFromToday(3 * 366), 'That is more than two years away. Check the year.'],
    ['1998-05-01', 'The commitment dates from 2005'],
    ['', 'Enter the date of your appointment.'],
  ] as const) {
    await page.getByLabel('Date of appointment').fill(date);
    await page.getByRole('button', { name: 'Start' }).click();
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await expect(page.getByRole('textbox', { name: 'Country' })).toHaveValue('Ostan');
});
