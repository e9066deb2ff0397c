import { expect, known, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { addNote, addSituation, expectSaved, goTo, openScreen } from './support/notes.ts';

test('a source is kept under a code name, chosen in a note, found, renamed and removed', async ({ openApp }) => {
  const { page } = await openApp();
  await goTo(page, 'Situations');
  await page.getByRole('navigation', { name: 'Situations' }).getByRole('link', { name: 'Sources' }).click();
  await page.getByRole('button', { name: 'New source' }).click();
  const form = page.getByRole('dialog', { name: 'New source' });
  await expect(form.getByText('Do not enter survivors as sources')).toBeVisible();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Give the source a code name.')).toBeVisible();
  await form.getByRole('textbox', { name: 'Code name' }).fill('HERON');
  await form.getByRole('textbox', { name: 'How they are reached' }).fill('Through the mission, Tuesdays');
  await form.getByRole('textbox', { name: 'What was agreed' }).fill('May be quoted, not the district');
  await form.getByText('Quoted without name or place').click();
  await form.getByRole('button', { name: /Reliability of the source/ }).click();
  await page.getByRole('option', { name: 'B · usually reliable' }).click();
  await form.getByRole('button', { name: 'Save' }).click();
  const sheet = page.getByRole('article', { name: 'HERON' });
  await expect(sheet.getByText('Through the mission, Tuesdays')).toBeVisible();
  await expect(sheet.getByText('No notes')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);

  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  const field = page.getByRole('combobox', { name: 'Source' });
  await field.fill('her');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expectSaved(page);
  await expect(page.getByRole('button', { name: /Reliability of the source/ })).toContainText('B · usually reliable');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('navigation', { name: 'Parts of this situation' }).getByRole('link', { name: 'Sources' }).click();
  await expect(page.getByRole('link', { name: /HERON/ })).toContainText('One note');
  expect(await axeFindings(page)).toEqual([]);

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('heron');
  await page.getByRole('menuitem', { name: /^HERON/ }).click();
  await sheet.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Code name' }).fill('BITTERN');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  const renamed = page.getByRole('article', { name: 'BITTERN' });
  await renamed.getByRole('link', { name: known.noteTitle }).click();
  await expect(field).toHaveValue('BITTERN');

  await openScreen(page, '/sources');
  await renamed.getByRole('button', { name: 'Remove from the register' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove from the register' }).click();
  await expect(page.getByText('No sources yet')).toBeVisible();
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect(renamed).toBeVisible();
});

test('a name that is not in the register stays in the note and becomes an entry for every note that has it', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  for (const title of ['First', 'Second']) {
    await addNote(page, title, 'Somebody said so.');
    await page.getByRole('combobox', { name: 'Source' }).fill('The miller');
    await page.getByRole('textbox', { name: 'Place' }).click();
    await expectSaved(page);
  }
  await expect(page.getByText('The miller: not in the register yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Add to the register' }).click();
  const form = page.getByRole('dialog', { name: 'New source' });
  await expect(form.getByRole('textbox', { name: 'Code name' })).toHaveValue('The miller');
  await form.getByRole('textbox', { name: 'Code name' }).fill('REED');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('combobox', { name: 'Source' })).toHaveValue('REED');
  await page.getByRole('list', { name: 'Notes' }).getByRole('button', { name: /First/ }).click();
  await expect(page.getByRole('combobox', { name: 'Source' })).toHaveValue('REED');
});
