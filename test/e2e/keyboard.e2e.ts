import { expect, test } from './support/appTest.ts';
import { dayFromToday, expectLocked, expectOpen, passphrase } from './support/firstStart.ts';
import { choose, tabTo } from './support/keyboard.ts';
import { expectSaved } from './support/notes.ts';

test('the keyboard alone goes the whole walk', async ({ launchApp, newSecretariat }) => {
  test.setTimeout(150_000);
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page } = await launchApp();
  // A click of the mouse anywhere fails the spec; Playwright's own clicks count as well.
  await page.addInitScript(() => window.addEventListener('mousedown', () => console.error('the mouse was used'), { capture: true }));
  await page.reload();
  const press = async (name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> => {
    await tabTo(page, page.getByRole(role, { name }).first());
    await page.keyboard.press('Enter');
  };

  await press('Continue');
  await press('Use these words');
  await tabTo(page, page.getByLabel('Passphrase', { exact: true }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(passphrase);
  await tabTo(page, page.getByLabel('Passphrase again'));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(passphrase);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Make a recovery sheet' })).toBeVisible();
  await press('Later');
  await expect(page.getByRole('heading', { name: 'About your post' })).toBeVisible();
  await tabTo(page, page.getByRole('textbox', { name: 'Country' }));
  await page.keyboard.type('Ostania');
  await tabTo(page, page.getByLabel('Date of appointment'));
  const [year = '', month = '', day = ''] = dayFromToday(-16).split('-');
  // The order of the parts is the system's: where the first try was not the date, the other one is.
  await page.keyboard.type(`${day}${month}${year}`);
  if ((await page.getByLabel('Date of appointment').inputValue()) !== dayFromToday(-16)) {
    await tabTo(page, page.getByRole('textbox', { name: 'Country' }), 'Shift+Tab');
    await tabTo(page, page.getByLabel('Date of appointment'));
    await page.keyboard.type(`${month}${day}${year}`);
  }
  await expect(page.getByLabel('Date of appointment')).toHaveValue(dayFromToday(-16));
  for (const [question, answer] of [
    ['Where the post sits', 'Foreign ministry'], ['Kind of appointment', 'Career official'], ['Portfolio', 'Shared with other duties'], ['One person or an office', 'One person'], ['Time and people you have for it', 'Some: a few days a month, or help'], [/history of atrocities/, 'No'],
  ] as const) await choose(page, page.getByRole('radiogroup', { name: question }), answer);
  await press('Start');
  await expectOpen(page);

  await page.reload().catch(() => undefined);
  await expectLocked(page);
  await page.keyboard.type(passphrase); // the field has the focus
  await page.keyboard.press('Enter');
  await expectOpen(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main#content')).toBeFocused();
  await tabTo(page, page.getByRole('checkbox', { name: /Set up this application safely/ }));
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: /Set up this application safely/ })).toBeChecked();

  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1, name: 'Onboarding' })).toBeVisible();
  await press(/First week/);
  await press(/^Meet your predecessor/);
  const steps = page.getByRole('article').getByRole('checkbox');
  await tabTo(page, steps.first());
  await page.keyboard.press('Space');
  await expect(steps.first()).toBeChecked();
  await press('Mark done');
  await expect(page.getByRole('article').getByRole('button', { name: 'Open again' })).toBeVisible();

  await page.keyboard.press('Control+3');
  await tabTo(page, page.getByRole('searchbox', { name: 'Search the Manual' }));
  await page.keyboard.type('early warning');
  const hit = page.locator('main nav a:has(mark)').first();
  await tabTo(page, hit);
  await page.keyboard.press('Enter');
  await expect(page.locator('article mark').first()).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('searchbox', { name: 'Search', exact: true })).toBeFocused();
  await page.keyboard.type('situations');
  await expect(page.getByRole('menuitem', { name: /^Situations/ })).toBeVisible();
  const found = page.getByRole('menuitem');
  await expect(page.getByRole('group', { name: 'Manual' }).getByRole('menuitem').first()).toBeVisible(); // the last to come
  await expect(found.first()).toHaveAttribute('data-focused'); // the first one is chosen while typing
  await page.keyboard.press('ArrowDown');
  await expect(found.nth(1)).toHaveAttribute('data-focused');
  await page.keyboard.press('ArrowUp');
  await expect(found.first()).toHaveAttribute('data-focused');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Situations' })).toBeVisible();
  await press('New situation');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Northern border districts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Northern border districts' })).toBeVisible();
  await page.keyboard.press('Control+n');
  await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('Call with district prosecutor');
  await tabTo(page, page.getByRole('textbox', { name: 'Text of the note' }));
  await page.keyboard.type('She has opened three files.');
  await expectSaved(page);
  await tabTo(page, page.getByRole('button', { name: /Reliability/ })); // the way out of the editor is Tab

  await page.keyboard.press('Control+,');
  await press('Secretariat', 'link');
  await tabTo(page, page.getByRole('textbox', { name: 'Invitation' }));
  await page.keyboard.insertText(secretariat.invitation().text);
  await press('Read the invitation');
  await expect(page.getByText('This invitation is from')).toBeVisible();
  await press('Join');
  await expect(page.getByText('The server answers.')).toBeVisible();
  await page.keyboard.press('Control+l');
  await expectLocked(page);
});

test('a dialog keeps the focus, Escape leaves it, and the focus returns to where it was', async ({ openApp }) => {
  const { page } = await openApp();
  await page.keyboard.press('Control+5');
  const opener = page.getByRole('button', { name: 'New situation' });
  await tabTo(page, opener);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  for (let tab = 0; tab < 15; tab += 1) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(opener).toBeFocused();
});
