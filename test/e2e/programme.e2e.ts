import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { chooseLanguage, dayFromToday, expectOpen, fillProfile, firstStart, makeVault, unlock, putOffSheet } from './support/firstStart.ts';
import { addNote, addSituation, goTo, openScreen } from './support/notes.ts';

const pictures = path.resolve(import.meta.dirname, '../../build/out/people');
const picture = async (page: Page, name: string): Promise<void> => {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
};
const detail = (page: Page) => page.getByRole('article');
const task = (page: Page, name: RegExp) => page.getByRole('listitem').getByRole('button', { name });

test('a career official in a foreign ministry, with other duties', async ({ launchApp }) => {
  test.setTimeout(120_000);
  let app = await launchApp();
  let { page } = app;
  await firstStart(page);
  await goTo(page, 'Onboarding');

  await test.step('waits for someone, and Today says whom', async () => {
    await openScreen(page, '/onboarding?task=wk-05');
    await detail(page).getByRole('button', { name: 'Wait for someone' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Wait for someone' }).click();
    await expect(dialog.getByText('Enter for whom you wait.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Whom' }).fill('Legal service');
    await dialog.getByLabel('Ask again on').fill(dayFromToday(1));
    await dialog.getByRole('button', { name: 'Wait for someone' }).click();
    await expect(detail(page).getByText('ask again tomorrow')).toBeVisible();
    await goTo(page, 'Today');
    await expect(page.getByRole('region', { name: 'Waiting for others' }).getByText('Legal service')).toBeVisible();
  });

  await test.step('means to do a task tomorrow: the due date stays', async () => {
    await openScreen(page, '/onboarding?task=mo-14');
    const due = await detail(page).getByText(/^due /).innerText();
    await detail(page).getByRole('button', { name: 'Dates' }).click();
    await page.getByRole('dialog').getByLabel('When you mean to do it').fill(dayFromToday(1));
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(detail(page).getByText('planned for tomorrow')).toBeVisible();
    await expect(detail(page).getByText(due, { exact: true })).toBeVisible();
    await goTo(page, 'Today');
    await expect(page.getByRole('region', { name: 'Your next steps' }).getByRole('listitem').filter({ hasText: 'planned for tomorrow' })).toContainText('Learn the UN Framework');
  });

  await test.step('asks, and does not block, when something before a task is open', async () => {
    await openScreen(page, '/onboarding?task=hd-01');
    await detail(page).getByRole('button', { name: 'Mark done' }).click();
    await expect(page.getByRole('dialog').getByText('Map the people who matter in government')).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Mark done all the same' }).click();
    await expect(detail(page).getByText(/^done today/)).toBeVisible();
  });

  await test.step('shows what proves a task, and follows the link to a note', async () => {
    await addSituation(page, 'Northern border districts');
    await addNote(page, 'Desk list of the ministry', 'Six desks.');
    await openScreen(page, '/onboarding?task=mo-01');
    for (const [kind, choose] of [['A note', 'Desk list of the ministry'], ['A line of text', null]] as const) {
      await detail(page).getByRole('button', { name: 'Add evidence' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(kind, { exact: true }).click();
      if (choose === null) await dialog.getByRole('textbox', { name: 'What shows it' }).fill('Signed map, registry 14');
      else {
        await dialog.getByRole('button', { name: /^Note|Note$/ }).last().click();
        await page.getByRole('option', { name: choose }).click();
      }
      await dialog.getByRole('button', { name: 'Add', exact: true }).click();
      await expect(dialog).toBeHidden();
    }
    await expect(detail(page).getByText('Signed map, registry 14')).toBeVisible();
    await picture(page, 'foreign-ministry-task');
    await detail(page).getByRole('link', { name: 'Desk list of the ministry' }).click();
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Desk list of the ministry');
  });

  await test.step('adds a task of her own, edits it, and finds it by the filter', async () => {
    await goTo(page, 'Onboarding');
    await page.getByRole('button', { name: 'Add a task' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'What is to be done' }).fill('Lunch with the desk for refugees');
    await dialog.getByLabel('Due date').fill(dayFromToday(5));
    await dialog.getByRole('button', { name: 'Add a step' }).click();
    await dialog.getByRole('textbox', { name: 'Step 1' }).fill('Ask for their early signs');
    await dialog.getByRole('button', { name: 'Add the task' }).click();
    await detail(page).getByRole('checkbox', { name: 'Ask for their early signs' }).focus();
    await page.keyboard.press('Space');
    await expect(detail(page).getByText('in progress')).toBeVisible();
    await detail(page).getByRole('button', { name: 'Edit the task' }).click();
    await dialog.getByRole('textbox', { name: 'What is to be done' }).fill('Lunch with the refugee desk');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('group', { name: 'Show' }).getByRole('button', { name: /^Your own/ }).click();
    await expect(task(page, /Lunch with the refugee desk/)).toBeVisible();
    await expect(detail(page).getByRole('checkbox', { name: 'Ask for their early signs' })).toBeChecked();
  });

  await test.step('a changed profile is shown before it is made, and nothing done goes', async () => {
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radiogroup', { name: 'Where the post sits' }).getByText('Interior or home ministry', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Link prevention at home with foreign policy')).toBeVisible();
    await expect(dialog.getByText('Link foreign policy with prevention at home')).toBeVisible();
    await picture(page, 'profile-preview');
    await dialog.getByRole('button', { name: 'Change the tasks' }).click();
    await openScreen(page, '/onboarding?task=hd-01');
    await expect(detail(page).getByText(/^done today/)).toBeVisible();
  });

  await test.step('leave puts advice off', async () => {
    await page.getByRole('button', { name: 'Leave and working week' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First day').fill(dayFromToday(60));
    await dialog.getByLabel('Last day').fill(dayFromToday(50));
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog.getByText('The last day is before the first.')).toBeVisible();
    await dialog.getByLabel('First day').fill(dayFromToday(12));
    await dialog.getByLabel('Last day').fill(dayFromToday(20));
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog.getByRole('list', { name: 'Days away' }).getByRole('listitem')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await openScreen(page, '/onboarding?task=mo-11');
    await expect(detail(page).getByText('put off from a day off')).toBeVisible();
  });

  await test.step('everything is there after a restart', async () => {
    await app.close();
    app = await launchApp();
    page = app.page;
    await unlock(page);
    await openScreen(page, '/onboarding?task=mo-01');
    await expect(detail(page).getByText('Signed map, registry 14')).toBeVisible();
    await picture(page, 'foreign-ministry-onboarding');
    expect(await axeFindings(page)).toEqual([]);
    await goTo(page, 'Today');
    await expect(page.getByRole('region', { name: 'Waiting for others' })).toContainText('ask again tomorrow');
    await picture(page, 'foreign-ministry-today');
    expect(await axeFindings(page)).toEqual([]);
  });
});

test('a government that considers an appointment, and then makes one', async ({ launchApp }) => {
  const { page } = await launchApp();
  await chooseLanguage(page);
  await makeVault(page);
  await putOffSheet(page);
  await page.getByRole('button', { name: 'No appointment yet' }).click();
  await page.getByRole('textbox', { name: 'Country that considers an appointment' }).fill('Vestmark');
  await page.getByRole('button', { name: 'Begin without an appointment' }).click();
  await expectOpen(page);
  await goTo(page, 'Onboarding');
  await page.getByRole('listitem').filter({ hasText: 'Foreign ministry' }).getByRole('button', { name: 'Choose' }).click();
  await expect(page.getByRole('button', { name: 'Chosen' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Phases' }).getByRole('button')).toHaveCount(1);
  await page.getByRole('button', { name: 'Draft the mandate' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Duties and powers' }).fill('May convene six ministries twice a year.');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await picture(page, 'considering');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('checkbox', { name: /Choose where the role will sit/ }).focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Someone is appointed' }).click();
  await fillProfile(page, { country: 'Vestmark', appointedOn: dayFromToday(0) }).catch(() => undefined);
  await page.getByRole('dialog').getByRole('button', { name: 'Begin the programme' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Change the tasks' }).click();
  await expect(page.getByRole('navigation', { name: 'Phases' }).getByRole('button')).toHaveCount(6);
  await openScreen(page, '/onboarding?task=pre-01');
  await expect(detail(page).getByText(/^done today/)).toBeVisible();
  // The draft is not forgotten with the mode that it was written in.
  await openScreen(page, '/toolkits/mandate-check');
  await page.getByRole('button', { name: 'Start', exact: true }).first().click();
  await expect(page.getByRole('textbox', { name: 'Remark' })).toHaveValue('May convene six ministries twice a year.');
});

test('someone appointed years ago, and someone not yet', async ({ launchApp }) => {
  const { page } = await launchApp();
  await firstStart(page, { appointedOn: '2019-03-01', post: 'Interior or home ministry', riskHistory: 'Yes' });
  await goTo(page, 'Onboarding');
  await page.getByRole('button', { name: 'Count from today' }).click();
  await openScreen(page, '/onboarding?task=wk-01');
  await expect(detail(page).getByText(/^due /)).toBeVisible();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Date of appointment').fill(dayFromToday(30));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await goTo(page, 'Today');
  await picture(page, 'interior-ministry-today');
});

test('the year: own dates, and a calendar file out and in', async ({ launchApp }, info) => {
  const app = await launchApp();
  const { page } = app;
  await firstStart(page);
  await goTo(page, 'Calendar');
  await expect(page.getByText('Victims of the crime of genocide')).toBeVisible();
  await page.getByRole('button', { name: 'Add a date' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Enter what it is.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'What' }).fill('Meeting on the northern districts');
  await dialog.getByLabel('First day').fill(dayFromToday(0));
  await dialog.getByRole('button', { name: /Remind me/ }).click();
  await page.getByRole('option', { name: 'On the day' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await picture(page, 'calendar');
  expect(await axeFindings(page)).toEqual([]);

  const file = info.outputPath('year.ics');
  await app.evaluate(({ dialog: native }, filePath) => void Object.assign(native, { showSaveDialog: async () => ({ canceled: false, filePath }), showOpenDialog: async () => ({ canceled: false, filePaths: [filePath] }) }), file);
  await page.getByRole('button', { name: 'Save as a calendar file' }).click();
  await expect(page.getByText('Saved as year.ics.')).toBeVisible();
  const written = await readFile(file, 'utf8');
  expect(written).toContain('SUMMARY:Meeting on the northern districts');
  expect(written.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThan(10);
  await page.getByRole('button', { name: 'Read a calendar file' }).click();
  await expect(page.getByText(/^No new date, none changed, \d+ already here\.$/)).toBeVisible();
  await writeFile(file, 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT\r\nUID:a@example.org\r\nSUMMARY:Call with neighbours\r\nDTSTART;VALUE=DATE:' + dayFromToday(9).replaceAll('-', '') + '\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n');
  await page.getByRole('button', { name: 'Read a calendar file' }).click();
  await expect(page.getByText('One date added, none changed, none already here, one could not be used.')).toBeVisible();
  await expect(page.getByText('Call with neighbours', { exact: true })).toBeVisible();
  await writeFile(file, 'not a calendar');
  await page.getByRole('button', { name: 'Read a calendar file' }).click();
  await expect(page.getByText(/That file is not a calendar file/)).toBeVisible();

  await goTo(page, 'Today');
  await expect(page.getByRole('region', { name: 'Coming up' })).toContainText('Meeting on the northern districts');
});
