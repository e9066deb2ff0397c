import type { Page } from '@playwright/test';
import { expect, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { addNote, addSituation, expectSaved, openScreen } from './support/notes.ts';

async function noteOn(page: Page, title: string, day: string, precision: string | null, place: string): Promise<void> {
  await addNote(page, title, `${title} in words.`);
  await page.getByLabel('Observed', { exact: true }).fill(day);
  if (precision !== null) {
    await page.getByRole('button', { name: /How exactly the day is known/ }).click();
    await page.getByRole('option', { name: precision, exact: true }).click();
  }
  await page.getByRole('textbox', { name: 'Place' }).fill(place);
  await page.getByRole('textbox', { name: 'Place' }).blur();
  await expectSaved(page);
}

test('events stand in their order with no more exactness than there is, and filters and keys work', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await noteOn(page, 'Market day incident', '2026-11-14', null, 'Kessa');
  await page.getByRole('button', { name: /Reliability of the source/ }).click();
  await page.getByRole('option', { name: 'B · usually reliable' }).click();
  await noteOn(page, 'Roads closed', '2026-11-02', 'The month', 'Ridge road');
  await noteOn(page, 'Speech', '2025-06-01', 'The year', 'Capital');
  await noteOn(page, 'Harvest burnt', '2026-11-16', 'About that day', 'Ommer');
  await addNote(page, 'No day', 'Nothing on when.');
  await page.getByRole('navigation', { name: 'Parts of this situation' }).getByRole('link', { name: 'Timeline' }).click();
  const events = page.getByRole('main').locator('ol > li');
  await expect(events).toHaveCount(4);
  await expect(events.nth(0)).toContainText('in 2025');
  await expect(events.nth(1)).toContainText('in November');
  await expect(events.nth(2)).toContainText(/about 16 Nov|about Nov 16/);
  await expect(events.nth(3)).toContainText('Market day incident');
  await expect(page.getByRole('img', { name: /^4 events from/ })).toBeVisible();
  await expect(page.getByText('One note does not say when it happened.')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await events.nth(0).getByRole('link').focus();
  await page.keyboard.press('ArrowDown');
  await expect(events.nth(1).getByRole('link')).toBeFocused();
  await page.keyboard.press('End');
  await expect(events.nth(3).getByRole('link')).toBeFocused();

  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByLabel('Observed from').fill('2026-11-18');
  await expect(page.getByText('2 events')).toBeVisible(); // the month, and what happened about the 16th
  await page.getByLabel('Observed from').fill('');
  await page.getByRole('button', { name: /Reliability of the source/ }).click();
  await page.getByRole('option', { name: 'B · usually reliable' }).click();
  await expect(events).toHaveCount(1);
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Filters' })).toBeHidden();
  await expect(events.first()).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await events.nth(3).getByRole('link').click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Market day incident');
});

test('notes are filtered without a word typed, and situations by stage, priority and population', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await noteOn(page, 'Market day incident', '2026-11-14', null, 'Kessa');
  await page.getByRole('button', { name: 'Choose risk factors' }).click();
  const tags = page.getByRole('dialog', { name: 'Risk factors and indicators' });
  await tags.getByRole('searchbox').fill('8.1');
  await tags.getByRole('checkbox').last().click({ force: true });
  await tags.getByRole('button', { name: 'Done' }).click();
  await expectSaved(page);
  await page.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('dialog', { name: 'Edit' });
  await form.getByRole('radio', { name: 'High' }).click({ force: true });
  await form.getByRole('textbox', { name: 'Populations at risk' }).fill('Returnees, herders');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('High priority')).toBeVisible();

  await openScreen(page, '/situations');
  await page.getByRole('button', { name: 'Filters' }).click();
  const filters = page.getByRole('group', { name: 'Filters' });
  await filters.getByRole('button', { name: /Risk factor/ }).click();
  await page.getByRole('option', { name: /^8 / }).click();
  await expect(page.getByRole('link', { name: /Market day incident/ })).toBeVisible();
  await expect(page.getByText('1 note', { exact: true })).toBeVisible();
  await filters.getByLabel('Observed until').fill('2026-11-13');
  await expect(page.getByText('No note holds all of these words')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Filters' }).click();

  const rows = page.getByRole('main').locator('ul > li > a[href*="#/situations/"]');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: /Population/ }).click();
  await page.getByRole('option', { name: 'herders' }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: /^Low|Priority/ }).first().click();
  await page.getByRole('option', { name: 'Low' }).click();
  await expect(page.getByText('No situation fits these filters.')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
});
