/** Scenarios and options of one situation: paths with signs, measures narrowed, weighed, assigned and followed up, and a plan over several forums. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/appTest.ts';
import { openScreen } from './support/notes.ts';

async function openTab(page: Page, tab: string): Promise<void> {
  await openScreen(page, '/situations');
  const link = page.locator('main a[href*="#/situations/"]').first();
  await expect(link).toBeVisible();
  await openScreen(page, `${((await link.getAttribute('href')) ?? '').split('#')[1]}/${tab}`);
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(label) }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('two paths with signs, one of them seen', async ({ openApp }) => {
  const { page } = await openApp();
  await openTab(page, 'scenarios');
  for (const [name, direction] of [['Revenge at the run-off', 'Worse'], ['Elders hold', 'Better']] as const) {
    await page.getByRole('button', { name: 'Add a path' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toContainText('Give the path a short name.');
    await dialog.getByRole('textbox', { name: 'Short name' }).fill(name);
    await dialog.getByText(direction, { exact: true }).click();
    await dialog.getByRole('textbox', { name: 'What would set it off' }).fill('A disputed count.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('article', { name })).toBeVisible();
    if (direction === 'Worse') await expect(page.getByText('One path alone reads like a forecast.', { exact: false })).toBeVisible();
  }
  const path = page.getByRole('article', { name: 'Revenge at the run-off' });
  await path.getByRole('button', { name: 'Add a sign: Revenge at the run-off' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'What would be seen' }).fill('Buses hired in the capital');
  await dialog.getByRole('region', { name: 'Notes that show it' }).locator('label').first().click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(path).toContainText('0 of 1 sign seen');
  await expect(path).toContainText('one note');
  await path.locator('label', { hasText: 'Buses hired' }).click();
  await expect(path).toContainText('1 of 1 sign seen');
  await expect(path).toContainText('Seen today');
});

test('measures are narrowed, compared, assigned and followed up, and forums planned', async ({ openApp }) => {
  const { page } = await openApp();
  await openTab(page, 'options');
  const range = page.getByRole('region', { name: 'The range of measures' });
  await expect(range).toContainText('35 measures of 35');
  await range.getByRole('button', { name: 'What it takes: Quiet diplomacy' }).click();
  await expect(range).toContainText('What would have happened without it; success leaves few traces');
  await range.getByRole('radiogroup', { name: 'Can this government do it' }).getByRole('radio', { name: 'Yes', exact: true }).click();
  await choose(page, 'What this government can do', 'Can do, alone or with others');
  await expect(range).toContainText('1 measure of 35');
  await range.getByRole('button', { name: 'Weigh it here: Quiet diplomacy' }).click();
  await choose(page, 'What this government can do', 'All');
  await choose(page, 'Who has the last word', 'Prosecutors and courts');
  await range.getByRole('button', { name: 'Weigh it here: Prosecution in national courts' }).click();

  const compared = page.getByRole('region', { name: 'Side by side' }).last();
  await expect(compared.getByRole('row', { name: /Who decides/ })).toContainText('Foreign minister or ambassador');
  await expect(compared.getByRole('row', { name: /Who decides/ })).toContainText('Prosecutors and courts');

  const weighed = page.getByRole('region', { name: 'Weighed for this situation' });
  await weighed.getByRole('button', { name: 'Assign and follow up: Quiet diplomacy' }).click();
  const dialog = page.getByRole('dialog');
  await choose(page, 'Where it stands', 'Chosen');
  await dialog.getByRole('textbox', { name: 'Who does it' }).fill('Embassy');
  await dialog.getByLabel('Follow up on').fill('2026-12-10');
  await dialog.getByLabel('Follow up on').blur();
  await dialog.getByRole('button', { name: 'Put the day in the calendar' }).click();
  await expect(dialog).toContainText('The follow-up is in the calendar.');
  await dialog.getByRole('button', { name: 'Make it a task' }).click();
  await expect(dialog).toContainText('It is on your list of tasks.');
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(weighed).toContainText('Embassy');
  await expect(weighed).toContainText('Chosen');

  await page.getByRole('button', { name: 'Add a step: Human Rights Council' }).click();
  await dialog.getByRole('textbox', { name: 'What the step should bring about' }).fill('A special session is asked for');
  await dialog.getByLabel('When').fill('2026-12-01');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Human Rights Council' })).toContainText('A special session is asked for');

  await openScreen(page, '/calendar');
  await expect(page.getByText('Follow up: Quiet diplomacy')).toBeVisible();
});
