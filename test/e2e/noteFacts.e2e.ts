import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { addNote, addSituation, expectSaved, openScreen } from './support/notes.ts';

const dayFromNow = (days: number): string => {
  const day = new Date(Date.now() + days * 86_400_000);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
};
const body = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' }).first();
const openKnown = async (page: Page): Promise<void> => {
  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
};

test('risk factors and indicators of the toolkit are put on by keyboard and read as chips', async ({ openApp }) => {
  const { page } = await openApp();
  await openKnown(page);
  await page.getByRole('button', { name: 'Choose risk factors' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Risk factors and indicators' });
  await expect(dialog.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('triggering');
  await expect(dialog.getByRole('checkbox').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  const chips = page.getByRole('list', { name: 'Risk factors and indicators' });
  await expect(chips.getByRole('listitem')).toHaveCount(1);
  await expect(chips).toContainText('8');
  await page.getByRole('button', { name: 'Choose risk factors' }).click();
  await dialog.getByRole('searchbox').fill('9.1');
  await dialog.getByRole('checkbox').first().click({ force: true });
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(chips.getByRole('listitem')).toHaveCount(2);
  await chips.getByRole('button', { name: /^Remove/ }).first().click();
  await expect(chips.getByRole('listitem')).toHaveCount(1);
  await expectSaved(page);
});

test('what corroborates and contradicts a note shows on both, and one voice twice is told as one', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  for (const title of ['Radio', 'Letter']) {
    await addNote(page, title, `What the ${title.toLowerCase()} said.`);
    await page.getByRole('combobox', { name: 'Source' }).fill('Heron');
    await page.getByRole('textbox', { name: 'Place' }).click();
    await expectSaved(page);
  }
  const group = page.getByRole('group').filter({ hasText: 'Connected notes' });
  await page.getByText('Connected notes').click();
  await page.getByRole('button', { name: 'Add one that corroborates' }).click();
  await page.keyboard.type('radio');
  await page.getByRole('menuitem', { name: /^Radio/ }).click();
  await expect(group.getByText('The same source: not a second voice.')).toBeVisible();
  await page.getByRole('button', { name: 'Add one that contradicts' }).click();
  await page.keyboard.type('prosecutor');
  await expect(page.getByRole('menuitem', { name: new RegExp(known.noteTitle) })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Contradicted by' }).getByRole('link', { name: known.noteTitle })).toBeVisible();
  await expectSaved(page);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('region', { name: 'Corroborated by' }).getByRole('link', { name: 'Radio' }).click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Radio');
  await page.getByText('Connected notes').click();
  await expect(page.getByRole('region', { name: 'Corroborates' }).getByRole('link', { name: 'Letter' })).toBeVisible();
  await openKnown(page);
  await page.getByText('Connected notes').click();
  await page.getByRole('region', { name: 'Contradicts' }).getByRole('link', { name: 'Letter' }).click();
  await page.getByText('Connected notes').click();
  await page.getByRole('button', { name: `Remove ${known.noteTitle}` }).click();
  await expect(page.getByRole('region', { name: 'Contradicted by' }).getByRole('link')).toHaveCount(0);
});

test('days of review and deletion are kept, a past day is refused in words, and Today tells of them', async ({ openApp }) => {
  const { page } = await openApp();
  await openKnown(page);
  await page.getByLabel('Delete on').fill(dayFromNow(-1));
  await expect(page.getByText('Choose a day after today.')).toBeVisible();
  await page.getByLabel('Delete on').fill(dayFromNow(3));
  await expect(page.getByText('Choose a day after today.')).toHaveCount(0);
  await page.getByLabel('Look at it again on').fill(dayFromNow(0));
  await page.getByText('Gender', { exact: true }).click();
  await page.getByRole('button', { name: /affected differently/ }).click();
  await page.getByRole('option', { name: 'Yes, they are' }).click();
  await page.getByRole('textbox', { name: 'What differs' }).fill('Girls kept from the market road.');
  await page.getByRole('button', { name: /Who may see it/ }).click();
  await page.getByRole('option', { name: 'Named people' }).click();
  await page.getByRole('textbox', { name: 'Which people' }).fill('The desk officer');
  await page.getByRole('textbox', { name: 'Place' }).click();
  await expectSaved(page);
  expect(await axeFindings(page)).toEqual([]);
  await openScreen(page, '/today');
  const card = page.getByRole('region', { name: 'Notes to look at' });
  await expect(card.getByRole('listitem')).toHaveCount(2);
  await expect(card).toContainText('look again today');
  await expect(card).toContainText('goes to the bin');
  await card.getByRole('link', { name: known.noteTitle }).first().click();
  await expect(page.getByRole('textbox', { name: 'Which people' })).toHaveValue('The desk officer');
});

test('a changed fact, a tag and the way to the bin are taken back, one by one, by button and by Ctrl Z', async ({ openApp }) => {
  const { page } = await openApp();
  await openKnown(page);
  const reliability = page.getByRole('complementary', { name: 'About this note' }).getByRole('button', { name: /Reliability of the source/ });
  await reliability.click();
  await page.getByRole('option', { name: /^B/ }).click();
  await expect(reliability).toContainText('B ·');
  await reliability.click();
  await page.getByRole('option', { name: /^F/ }).click();
  await expect(reliability).toContainText('F ·');
  await page.getByRole('button', { name: 'Move to bin' }).click();
  await expect(page.getByText('The note is in the bin.')).toBeVisible();
  const undo = page.getByRole('button', { name: 'Undo last change' });
  await expect(undo).toHaveAccessibleDescription('Move to bin');
  await undo.click();
  await expect(page.getByText('The note is in the bin.')).toHaveCount(0);
  await expect(undo).toHaveAccessibleDescription('Reliability of the source');
  await undo.focus();
  await page.keyboard.press('Control+z');
  await expect(reliability).toContainText('B ·');
  await page.keyboard.press('Control+z');
  await expect(reliability).toContainText('Not judged yet');
  await expect(undo).toHaveCount(0);
});

test('a note that stands in the wrong situation is moved with all it has, and back', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await openKnown(page);
  await expect(body(page)).toHaveText(known.noteText);
  await page.getByRole('button', { name: 'Move to another situation' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move to another situation' });
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Move it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Southern valley' })).toBeVisible();
  await expect(page.getByText(`Moved here from ${known.situation}.`)).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(known.noteTitle);
  await expect(body(page)).toHaveText(known.noteText);
  await page.getByRole('button', { name: 'Move back' }).click();
  await expect(page.getByRole('heading', { level: 1, name: known.situation })).toBeVisible();
  await expect(body(page)).toHaveText(known.noteText);
  await page.getByRole('button', { name: /^Bin/ }).click();
  await page.getByRole('list', { name: 'Notes' }).getByRole('button').last().click();
  await expect(page.getByText('This note was moved to another situation.', { exact: false })).toBeVisible();
});
