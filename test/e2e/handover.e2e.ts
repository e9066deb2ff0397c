import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { firstStart } from './support/firstStart.ts';
import { addNote, addSituation, openScreen } from './support/notes.ts';
import type { Launched } from '../host/launch.ts';

const stays = 'Kestrel 4471';
const petition = 'The petition of the market women, 14 signatures';
const canary = 'Stilt 9902 stays in the drawer';
const mandateCheck = 'Mandate check';
const briefing = 'Why the north, and why now';
const pictures = path.resolve(import.meta.dirname, '../../build/out/people');
const picture = async (page: Page, name: string): Promise<void> => {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
};
const saveTo = (app: Launched, file: string): Promise<unknown> => app.evaluate(({ dialog }, filePath) => void Object.assign(dialog, { showSaveDialog: async () => ({ canceled: false, filePath }) }), file);
async function chooseFile(page: Page, file: string): Promise<void> {
  const input = page.getByRole('region', { name: 'Take over' }).locator('input[type=file]');
  await input.setInputFiles([]); // as the button does: the same path chosen again would count as no change
  await input.setInputFiles(file);
}

/** Adds an institution to the map, as a user does. */
async function addActor(page: Page, name: string, person: string): Promise<void> {
  await openScreen(page, '/people');
  await page.getByRole('button', { name: 'Add an institution' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Institution' }).fill(name);
  await dialog.getByRole('textbox', { name: 'Who there' }).fill(person);
  await dialog.getByRole('radiogroup', { name: 'Can act within 48 hours' }).getByText('Yes', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

/** Begins a page for the minister on the situation that is open, and asks for something in it. */
async function beginBriefing(page: Page): Promise<void> {
  await page.getByRole('link', { name: /^Briefings/ }).click();
  await page.getByRole('button', { name: 'New briefing' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill(briefing);
  await page.getByRole('textbox', { name: /^What you ask for/ }).fill('Call the regional body today.');
  await page.getByRole('button', { name: 'Add a line to “What would change this judgement”' }).click();
  await page.getByRole('textbox', { name: /What would change this judgement/ }).fill(`A withdrawal that ${stays} confirms.`);
  await page.getByRole('link', { name: 'Briefings of this situation' }).click();
  await expect(page.getByRole('list', { name: 'Briefings of this situation' })).toContainText(briefing);
}

/** Begins the mandate check and answers its first question. */
async function beginPaper(page: Page): Promise<void> {
  await openScreen(page, '/toolkits/mandate-check');
  await page.getByRole('button', { name: 'Start', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: mandateCheck })).toBeVisible();
}

const people = [
  { who: 'career official, foreign ministry', post: 'Foreign ministry', appointment: 'Career official', portfolio: 'Shared with other duties', form: 'One person', riskHistory: 'No' },
  { who: 'political appointee, chief executive', post: 'Office of the head of state or government', appointment: 'Political appointment', portfolio: 'Prevention is all or most of my work', form: 'An office or team', riskHistory: 'No' },
  { who: 'official, interior ministry, recent violence', post: 'Interior or home ministry', appointment: 'Career official', portfolio: 'Prevention is all or most of my work', form: 'One person', riskHistory: 'Yes' },
] as const;

for (const person of people) {
  test(`from first start to handover: ${person.who}`, async ({ launchApp }, info) => {
    test.setTimeout(300_000);
    const folder = info.outputPath('stick');
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, 'post.handover');

    const leaver = await launchApp({ userData: info.outputPath('leaver') });
    let { page } = leaver;
    await firstStart(page, person);
    await openScreen(page, '/onboarding?task=wk-01');
    await page.getByRole('article').getByRole('button', { name: 'Mark done' }).click();
    await openScreen(page, '/onboarding?task=mo-02');
    await page.getByRole('article').getByRole('button', { name: 'Wait for someone' }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Whom' }).fill('Legal service');
    await page.getByRole('dialog').getByRole('button', { name: 'Wait for someone' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await addActor(page, 'Ministry of Justice', 'Director for prosecutions');
    await addActor(page, stays, 'Stays here');
    await picture(page, `people-${person.post.split(' ')[0]}`);
    if (person === people[0]) expect(await axeFindings(page)).toEqual([]);
    await addSituation(page, 'Northern districts');
    await addNote(page, 'Call with the prosecutor', `She opened three files. ${stays} told us.`);
    await page.getByRole('combobox', { name: 'Source' }).fill(stays);
    await page.getByRole('combobox', { name: 'Source' }).blur();
    await page.locator('input[type=file]').first().setInputFiles([{ name: 'petition.txt', mimeType: 'text/plain', buffer: Buffer.from(petition) }, { name: 'stays.txt', mimeType: 'text/plain', buffer: Buffer.from(canary) }]);
    await expect(page.getByText('stays.txt').first()).toBeVisible();
    await addNote(page, 'Left behind', 'Not for anyone else.');
    await beginBriefing(page);
    await beginPaper(page);

    await openScreen(page, '/handover');
    await page.getByRole('textbox', { name: 'Where things stand' }).fill('Begin with the north.');
    await page.getByRole('list', { name: 'Situations' }).getByText('Northern districts').click();
    await page.getByRole('textbox', { name: 'Where Northern districts stands' }).fill('Quiet since spring.');
    await page.getByRole('list', { name: 'Notes on Northern districts' }).getByText('Call with the prosecutor').click();
    await page.getByText(`Hand on the source, ${stays}`).click();
    await expect(page.getByText(/chosen without a line on consent/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Seal and save the file' })).toBeDisabled();
    await page.getByText(`Hand on the source, ${stays}`).click();
    await page.getByRole('list', { name: 'Briefings on Northern districts' }).getByText(briefing).click();
    await page.getByRole('textbox', { name: `A line on ${briefing}` }).fill('Not sent yet.');
    await page.getByRole('list', { name: 'Files of Call with the prosecutor' }).getByText('petition.txt').click();
    await expect(page.getByText('Texts and one attached file', { exact: false })).toBeVisible();
    await page.getByRole('list', { name: 'Worked through with a toolkit' }).getByText(mandateCheck).click();
    await page.getByRole('textbox', { name: `A line on ${mandateCheck}` }).fill('Nearly complete.');
    await page.getByRole('list', { name: 'Contacts' }).getByText('Ministry of Justice').click();
    await page.getByRole('list', { name: 'Open items' }).getByText('Map contacts outside government').click();
    await page.getByRole('textbox', { name: 'A line on Map contacts outside government' }).fill('Half done.');
    await picture(page, `handover-choose-${person.post.split(' ')[0]}`);
    if (person === people[0]) expect(await axeFindings(page)).toEqual([]);
    await saveTo(leaver, file);
    // The third hands over to a device: its successor is there already and has sent the code of its key.
    const byKey = person === people[2];
    const successor = byKey ? await launchApp({ userData: info.outputPath('successor') }) : undefined;
    let words = '';
    if (successor !== undefined) {
      await firstStart(successor.page, { ...person, country: 'Ostania' });
      await openScreen(successor.page, '/handover');
      await successor.page.getByRole('button', { name: 'Show this device’s key' }).click();
      const code = await successor.page.getByTestId('own-key').innerText();
      await page.getByText('On their device only', { exact: true }).click();
      await page.getByRole('textbox', { name: 'Code of their key' }).fill(code.replace(/.$/, (last) => (last === '0' ? '2' : '0')));
      await expect(page.getByText('This key is not whole or has a wrong character.', { exact: false })).toBeVisible();
      await page.getByRole('textbox', { name: 'Code of their key' }).fill(code.toLowerCase());
      await expect(page.getByTestId('key-digits')).toHaveText(await successor.page.getByTestId('own-digits').innerText());
      await expect(page.getByRole('button', { name: 'Seal and save the file' })).toBeDisabled();
      await page.getByText('We compared them, and they are the same').click();
      await picture(page, 'handover-key');
      await page.getByRole('button', { name: 'Seal and save the file' }).click();
      await expect(page.getByText('It opens on the device whose key you compared', { exact: false })).toBeVisible({ timeout: 30_000 });
    } else {
      await page.getByRole('button', { name: 'Seal and save the file' }).click();
      words = (await page.getByTestId('handover-words').innerText({ timeout: 30_000 })).trim();
      expect(words.split(' ')).toHaveLength(6);
    }
    await expect(page.getByText(/source that stays was taken out at 2 places/)).toBeVisible();
    await page.getByRole('button', { name: byKey ? 'Done' : 'I have told them', exact: true }).click();
    if (byKey) {
      await chooseFile(page, file);
      await expect(page.getByText('sealed to the key of another device', { exact: false })).toBeVisible();
    }
    await expect(page.getByRole('region', { name: 'Receipt' })).toContainText('With one note, one file and 0 sources.');
    const sealed = await readFile(file);
    for (const secret of ['Northern districts', stays, 'Legal service', petition, canary, ...words.split(' ').filter((word) => word !== '')]) expect(sealed.includes(secret), secret).toBe(false);
    await leaver.close();

    const taker = successor ?? (await launchApp({ userData: info.outputPath('successor') }));
    page = taker.page;
    if (!byKey) await firstStart(page, { ...person, country: 'Ostania' });
    await openScreen(page, '/handover');
    const tryWith = async (source: string, spoken: string): Promise<void> => {
      await chooseFile(page, source);
      if (byKey) return;
      await page.getByRole('textbox', { name: 'The six words' }).fill(spoken);
      await page.getByRole('button', { name: 'Open', exact: true }).click();
    };
    if (person === people[0]) {
      const broken = path.join(folder, 'broken.handover');
      await writeFile(broken, sealed);
      await truncate(broken, sealed.byteLength - 10);
      await tryWith(broken, words);
      await expect(page.getByText(/This handover file is not whole/)).toBeVisible();
      await writeFile(broken, Buffer.from([...sealed.subarray(0, 8), 9, ...sealed.subarray(9)]));
      await tryWith(broken, words);
      await expect(page.getByText(/made by a newer version of the app/)).toBeVisible();
      await tryWith(file, 'six words that nobody has said');
      await expect(page.getByText('These words do not open this file.', { exact: false })).toBeVisible({ timeout: 20_000 });
    }
    await tryWith(file, words.toUpperCase().replaceAll(' ', '-'));
    await expect(page.getByText('One situation, one note, one contact, one open item, 0 dates,', { exact: false })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText('2 working documents and briefings,', { exact: false })).toContainText('one attached file of');
    await page.getByRole('button', { name: 'Take it in' }).click();
    await expect(page.getByText('It is in your vault.', { exact: false })).toBeVisible({ timeout: 20_000 });
    const taken = page.getByRole('region', { name: 'What you took over' });
    for (const words2 of ['Begin with the north.', 'Quiet since spring.', 'Ministry of Justice', 'Half done.', mandateCheck, 'Nearly complete.', briefing, 'Not sent yet.']) await expect(taken).toContainText(words2);
    await picture(page, `handover-taken-${person.post.split(' ')[0]}`);
    await tryWith(file, words);
    await expect(page.getByText('This handover was taken in before. Nothing was added a second time.')).toBeVisible({ timeout: 20_000 });

    await openScreen(page, '/onboarding?task=wk-01');
    await expect(page.getByRole('article').getByText(/Your predecessor marked this done/)).toBeVisible();
    await picture(page, `inherited-${person.post.split(' ')[0]}`);
    await page.getByRole('article').getByRole('button', { name: 'Keep as done' }).click();
    await expect(page.getByRole('article').getByText(/^done today/)).toBeVisible();
    await openScreen(page, '/people');
    await expect(page.getByText('Ministry of Justice', { exact: true })).toBeVisible();
    await expect(page.getByText(stays)).toHaveCount(0);
    await openScreen(page, '/situations');
    await page.getByRole('link', { name: /Northern districts/ }).click();
    await expect(page.getByRole('list', { name: 'Notes' })).toContainText('Call with the prosecutor');
    await expect(page.getByText('Left behind')).toHaveCount(0);
    await page.getByRole('list', { name: 'Notes' }).getByText('Call with the prosecutor').click();
    await expect(page.getByText('petition.txt').first()).toBeVisible();
    await expect(page.getByText('stays.txt')).toHaveCount(0);
    await picture(page, `taken-note-${person.post.split(' ')[0]}`);
    await page.getByRole('link', { name: /^Briefings/ }).click();
    await expect(page.getByRole('list', { name: 'Briefings of this situation' })).toContainText('from your predecessor');
    await picture(page, `taken-briefings-${person.post.split(' ')[0]}`);
    await page.getByRole('link', { name: briefing }).click();
    await expect(page.getByRole('textbox', { name: /What would change this judgement/ })).toHaveValue('A withdrawal that ▮▮▮ confirms.');
    await expect(page.getByRole('textbox', { name: /^What you ask for/ })).toHaveValue('Call the regional body today.');
    await expect(page.getByRole('article')).toContainText('For the office only. Do not pass on.'); // joined letters are no gap in a word
    await openScreen(page, '/toolkits/mandate-check');
    await page.getByRole('region', { name: 'What you began with this toolkit' }).getByRole('link').first().click();
    await expect(page.getByText('From your predecessor, handed over on', { exact: false })).toBeVisible();
    await picture(page, `taken-paper-${person.post.split(' ')[0]}`);
    expect(await page.content()).not.toContain(stays);
  });
}
