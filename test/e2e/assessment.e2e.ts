/** From three notes to an assessment on the Framework, and to a page for the minister whose PDF and Word file are read back. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { docxParts, docxWords } from '../../electron/documents/readDocx.fixture.ts';
import { expect, known, test, type Launched } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { unlock } from './support/firstStart.ts';
import { addNote, expectSaved, openScreen } from './support/notes.ts';

interface Told {
  readonly title: string;
  readonly source: string;
  readonly handling: 'Only me' | 'My office';
}

const told: readonly Told[] = [
  { title: 'Columns on the ridge road', source: 'Kestrel', handling: 'My office' },
  { title: 'Radio calls for revenge', source: 'Sandpiper', handling: 'My office' },
  { title: 'What the driver overheard', source: 'Goldfinch', handling: 'Only me' },
];

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: new RegExp(label) }).click();
  await page.getByRole('option', { name: option }).click();
}

async function writeNote(page: Page, note: Told): Promise<void> {
  await addNote(page, note.title, 'What was seen, without names.');
  const source = page.getByRole('combobox', { name: 'Source' });
  await source.fill(note.source);
  await source.blur();
  await choose(page, 'Reliability of the source', /^B/);
  await choose(page, 'Credibility of what was said', /^2/);
  await choose(page, 'Who may see it', note.handling);
  await expect(page.getByRole('button', { name: /Who may see it/ })).toContainText(note.handling);
  await expectSaved(page);
}

async function openSituation(page: Page, tab: 'Assessment' | 'Early warning' | 'Briefings'): Promise<void> {
  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).first().click();
  await page.getByRole('link', { name: new RegExp(`^${tab}`) }).click();
}

/** Clean by axe in what is on screen now. */
async function expectAccessible(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
}

/** A threshold as it was agreed with the leadership: the triggers at strong, and who must then know within an hour. */
async function agreeThreshold(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a threshold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('Give the threshold a name.');
  await expect(dialog).toContainText('Choose the risk factor.');
  await dialog.getByRole('textbox', { name: 'Name of the threshold' }).fill('Triggers strong');
  await choose(page, 'Risk factor', /^8 Triggering factors/);
  await dialog.getByRole('textbox', { name: 'Agreed with (office)' }).fill('Director of political affairs');
  await dialog.getByRole('button', { name: 'Add who must know' }).click();
  await dialog.getByRole('textbox', { name: 'Office or name' }).fill('State secretary');
  await choose(page, 'Within', 'one hour');
  await dialog.getByRole('textbox', { name: /By which route/ }).fill('Duty officer, then at home');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'Agreed thresholds' })).toContainText('Triggering factors\u2069: strong or above');
  await expect(page.getByRole('region', { name: 'Agreed thresholds' })).toContainText('Not met');
}

/** What was sent, acknowledged and done, and the end of it. */
async function logAlarm(page: Page): Promise<void> {
  const alarm = page.getByRole('region', { name: 'Triggers strong' });
  await alarm.getByRole('button', { name: 'Sent now: State secretary' }).click();
  await expect(alarm).toContainText(/Sent \d\d:\d\d/);
  await alarm.getByRole('button', { name: 'Acknowledged now: State secretary' }).click();
  await expect(alarm).toContainText(/Acknowledged \d\d:\d\d/);
  await alarm.getByRole('textbox', { name: 'What State secretary answered or decided' }).fill('Calls the regional body today.');
  await alarm.getByRole('textbox', { name: 'Add a line to the log' }).fill('Mission asked to confirm.');
  await alarm.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(alarm).toContainText('Mission asked to confirm.');
  await expect(alarm.getByRole('button', { name: 'Start: Gender lens' })).toBeVisible();
  await expectAccessible(page);
  await alarm.getByRole('button', { name: 'Stand down' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Stand down' }).click();
  await expect(dialog).toContainText('Say in a sentence how it ended.');
  await dialog.getByRole('textbox', { name: 'How it ended' }).fill('Decided within the hour.');
  await dialog.getByRole('button', { name: 'Stand down' }).click();
  await expect(page.getByRole('region', { name: 'Earlier alarms' })).toContainText('Decided within the hour.');
}

async function exportTo(app: Launched, file: string, button: string): Promise<void> {
  await app.evaluate(({ dialog }, target) => {
    dialog.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath: target })) as typeof dialog.showSaveDialog;
  }, file);
  await app.page.getByRole('button', { name: button }).click();
}

test('three notes become an assessment and a page that holds no source and no private note', async ({ openApp, launchApp }) => {
  test.setTimeout(240_000);
  const app = await openApp();
  const { page } = app;
  const folder = await mkdtemp(path.join(tmpdir(), 'page-'));
  try {
    await openScreen(page, '/situations');
    await page.getByRole('link', { name: new RegExp(known.situation) }).first().click();
    for (const note of told) await writeNote(page, note);

    await openSituation(page, 'Early warning');
    await agreeThreshold(page);

    await openSituation(page, 'Assessment');
    await page.getByRole('button', { name: 'Start an assessment' }).click();
    await page.getByRole('button', { name: /Triggering factors/ }).click();
    await expect(page.getByRole('heading', { name: 'Triggering factors' })).toBeVisible();

    // Three keys a row: the digit answers, the arrow goes on.
    const rows = page.locator('[data-item][data-row]');
    await rows.first().getByRole('radio').first().focus();
    for (const key of ['3', 'ArrowDown', '3', 'ArrowDown', '3', 'ArrowDown', '1', 'ArrowDown', '2']) await page.keyboard.press(key);
    for (const [row, word] of [[0, 'Observed'], [1, 'Observed'], [2, 'Observed'], [3, 'Not observed'], [4, 'Unclear']] as const)
      await expect(rows.nth(row).getByRole('radio', { name: word, exact: true }), `row ${row}`).toHaveAttribute('aria-checked', 'true');
    for (const [at, note] of told.entries()) {
      await rows.nth(at).getByRole('button', { name: /^Link a note/ }).click();
      await page.getByRole('dialog').getByRole('radiogroup', { name: note.title }).getByRole('radio', { name: 'Speaks for it' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    }
    await expect(rows.first()).toContainText('1 note as evidence · newest graded B2 (usually reliable, probably true)');
    await page.getByRole('radiogroup', { name: 'Your judgement of this factor' }).getByRole('radio', { name: 'acute' }).click();
    await page.getByRole('radiogroup', { name: 'How sure you are' }).getByRole('radio', { name: 'Medium' }).click();
    await page.getByRole('textbox', { name: /^Why, what speaks/ }).fill('Two movements within one week, and the date was announced the same day.');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign off' }).click();
    await expect(page.getByRole('dialog')).toContainText('Signing this off will open an alarm, as agreed: Triggers strong.');
    await page.getByRole('dialog').getByRole('button', { name: 'Sign off' }).click();
    await expect(page.getByText(/You are reading the assessment signed off/)).toBeVisible();
    await expect(rows.first().getByRole('radio').first()).toBeDisabled();
    await page.getByRole('button', { name: 'Show as table' }).click();
    await expect(page.getByRole('row', { name: /8 Triggering factors/ })).toContainText('acute');

    await openScreen(page, '/today');
    await expect(page.getByRole('region', { name: 'Open alarms' })).toContainText('one reader is not told yet');
    await page.getByRole('region', { name: 'Open alarms' }).getByRole('link', { name: 'Triggers strong' }).click();
    await logAlarm(page);
    await openScreen(page, '/today');
    await expect(page.getByRole('region', { name: 'Open alarms' })).toHaveCount(0);
    await expect(page.getByRole('img', { name: 'acute: Triggering factors' })).toBeVisible();

    await openSituation(page, 'Briefings');
    await page.getByRole('button', { name: 'New briefing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Begin' }).click();
    const preview = page.getByRole('article');
    await expect(preview).toContainText('Triggering factors: acute; how sure: Medium');
    await page.getByRole('textbox', { name: /^What you ask for/ }).fill('Call the regional body today.');
    await page.getByRole('button', { name: 'Add a line to “What would change this judgement”' }).click();
    await page.getByRole('textbox', { name: /What would change this judgement/ }).fill('A withdrawal that Sandpiper confirms.');

    // The private note and the source's name stand in the way until they are taken out.
    await expect(page.getByText('The note “What the driver overheard” is for you only.', { exact: false }).first()).toBeVisible();
    await expect(page.getByText('The text names a source: “Sandpiper”.', { exact: false })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Export PDF' })).toBeDisabled();
    await page.getByRole('textbox', { name: /What would change this judgement/ }).fill('A withdrawal that two observers confirm.');
    for (const times of [1, 2]) await takeOff(page, 'What the driver overheard', times);
    await expect(page.getByText('is for you only', { exact: false })).toHaveCount(0);
    await expect(page.getByText('No note stands behind', { exact: false })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Export PDF' })).toBeEnabled();
    await expect(page.getByText('One page.')).toBeVisible();
    await expectAccessible(page);

    const pdf = path.join(folder, 'page.pdf');
    await exportTo(app, pdf, 'Export PDF');
    await page.getByRole('textbox', { name: 'To whom, by office' }).fill('Office of the minister');
    await page.getByRole('textbox', { name: 'By which route' }).fill('hand');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await expect(page.getByText('to Office of the minister by hand', { exact: false })).toBeVisible();
    const words = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
    const pages = words.split('\f').filter((each) => each.trim() !== '');
    expect(pages).toHaveLength(1);
    for (const each of pages) expect(each.match(/For the office only\. Do not pass on\./g)).toHaveLength(2);
    expect(words).toMatch(/1 ?\/ ?1/);
    expect(words).toContain('Triggering factors: acute');
    expect(words).toContain('Call the regional body today.');
    expect(words.replaceAll(/\s+/g, ' ')).toContain('Source K, graded B2 (usually reliable, probably true)');
    for (const { source, title } of told) {
      expect(words).not.toContain(source);
      expect(words).not.toContain(title);
    }
    const bytes = (await readFile(pdf)).toString('latin1');
    expect(bytes, 'tagged for readers that speak').toMatch(/\/Marked true/);
    expect(bytes).not.toMatch(/\/JavaScript|\/JS\b/);

    const docx = path.join(folder, 'page.docx');
    await exportTo(app, docx, 'Export for Word');
    await page.getByRole('button', { name: 'Not handed on yet' }).click();
    const parts = docxParts(await readFile(docx));
    const all = [...parts].filter(([name]) => name.endsWith('.xml')).map(([, xml]) => docxWords(xml)).join('\n');
    expect(all).toContain('Triggering factors: acute');
    expect(all).toContain('For the office only');
    expect(docxWords(parts.get('word/footnotes.xml') ?? '')).toContain('Source K');
    for (const { source } of told) expect(all).not.toContain(source);

    await app.close();
    const again = await launchApp();
    await unlock(again.page);
    await openSituation(again.page, 'Briefings');
    await expect(again.page.getByText('handed on once')).toBeVisible();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Takes a note off the first line that is footnoted to it. */
async function takeOff(page: Page, note: string, times: number): Promise<void> {
  const buttons = page.getByRole('button', { name: 'Footnotes' });
  for (let at = 0; at < (await buttons.count()); at += 1) {
    await buttons.nth(at).click();
    const tick = page.getByRole('dialog').getByRole('checkbox', { name: new RegExp(note) });
    const linked = await tick.isChecked();
    if (linked) {
      await page.getByRole('dialog').getByText(note).click();
      await expect(tick).not.toBeChecked();
    }
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    if (linked) return;
  }
  throw new Error(`no line is footnoted to “${note}”, time ${times}`);
}

test('what is answered is there after leaving, and stays as it was once signed off', async ({ openApp }) => {
  const { page } = await openApp();
  await openScreen(page, '/toolkits/gender-lens');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const first = page.locator('[data-item]').first();
  await first.getByRole('radio', { name: 'Unclear' }).click();
  await expect(page.locator('[data-save="saved"]')).toBeVisible();
  await openScreen(page, '/today');
  await openScreen(page, '/toolkits/gender-lens');
  await page.getByRole('link', { name: /^Begun/ }).click();
  await expect(first.getByRole('radio', { name: 'Unclear' })).toHaveAttribute('aria-checked', 'true');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Sign off' }).click();
  await expect(page.getByText('This was signed off and no longer changes.', { exact: false })).toBeVisible();
  await expect(first.getByRole('radio').first()).toBeDisabled();
});
