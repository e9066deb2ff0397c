import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { addNote, addSituation, expectSaved, openScreen } from './support/notes.ts';

const body = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' }).first();

test('a table is made, walked and grown by keyboard, is searched, and comes back whole', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await addNote(page, 'Count', 'Families that left.');
  await body(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+F10');
  await expect(page.getByRole('toolbar', { name: 'Formatting' }).getByRole('button').first()).toBeFocused();
  await page.getByRole('button', { name: 'Table', exact: true }).press('Enter');
  const table = body(page).getByRole('table');
  await expect(table.getByRole('columnheader')).toHaveCount(3);
  for (const words of ['Village', 'Families', 'Where to', 'Kessa', 'twelve', 'the ford', 'Ommer', 'nine', 'unknown', 'Ridge']) {
    await page.keyboard.type(words);
    await page.keyboard.press('Tab');
  }
  await expect(table.getByRole('row')).toHaveCount(4);
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Control+Enter');
  await page.keyboard.type('Behind the table.');
  await expect(body(page).locator('table + p')).toHaveText('Behind the table.');
  await table.getByRole('cell', { name: 'twelve' }).click();
  await page.waitForTimeout(700); // longer than changes are undone as one
  await page.getByRole('toolbar', { name: 'This table' }).getByRole('button', { name: 'Delete column' }).click();
  await expect(table.getByRole('row').first().getByRole('columnheader')).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(table.getByRole('row').first().getByRole('columnheader')).toHaveCount(3);
  await expectSaved(page);
  expect(await axeFindings(page)).toEqual([]);
  await openScreen(page, '/situations');
  await page.getByRole('searchbox', { name: 'Search all notes' }).fill('twelve ford');
  await page.getByRole('link', { name: /Count/ }).click();
  await expect(table.getByRole('row')).toHaveCount(4);
  await expect(table.getByRole('cell', { name: 'the ford' })).toBeVisible();
});

test('two brackets link to notes, sections and tasks; the linked note shows where it is linked from', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await addNote(page, 'Round-up', 'This week: ');
  await body(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('see [[');
  const box = page.getByRole('dialog', { name: 'What do you link to?' });
  await expect(box.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('prosecutor');
  await expect(box.getByRole('menuitem', { name: new RegExp(known.noteTitle) })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Enter');
  const link = body(page).getByRole('link', { name: known.noteTitle });
  await expect(link).toBeVisible();
  await expect(body(page)).not.toContainText('[[');
  await page.keyboard.type('and ');
  await page.keyboard.press('Control+Shift+k');
  await expect(box.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('early warning');
  await expect(box.getByRole('menuitem').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(body(page)).toBeFocused();
  await page.keyboard.press('Control+;');
  await expect(body(page).locator('time')).toHaveCount(1);
  await expectSaved(page);
  await link.click();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(known.noteTitle);
  await page.getByText('Connected notes').click();
  await expect(page.getByRole('region', { name: 'Linked from' }).getByRole('link', { name: 'Round-up' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Title' }).fill('Call with the northern prosecutor');
  await expectSaved(page);
  await page.getByRole('region', { name: 'Linked from' }).getByRole('link', { name: 'Round-up' }).click();
  await expect(body(page).getByRole('link', { name: 'Call with the northern prosecutor' })).toBeVisible();
});

test('a paragraph keeps the direction it was given, and a pasted table comes in clean', async ({ openApp, faults }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await addNote(page, 'Directions', 'القرية بعيدة');
  await expect(body(page).locator('p').first()).toHaveAttribute('dir', 'auto');
  await body(page).click();
  await page.keyboard.press('Control+Shift+,');
  await expect(body(page).locator('p').first()).toHaveAttribute('dir', 'ltr');
  await page.getByRole('button', { name: 'From right to left' }).click();
  await expect(body(page).locator('p').first()).toHaveAttribute('dir', 'rtl');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await body(page).evaluate((target) => {
    const data = new DataTransfer();
    data.setData('text/html', '<table style="color:red" onclick="hit()"><tr><th>Place</th><th colspan="9999">Count</th></tr><tr><td><table><tr><td>inner</td></tr></table></td><td><img src="x" onerror="hit()">twelve</td></tr></table><p>after</p>');
    data.setData('text/plain', 'Place');
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await expect(body(page).getByRole('table').first()).toContainText('twelve');
  const left = await body(page).evaluate((element) => ({ nested: element.querySelectorAll('table table').length, forbidden: element.querySelectorAll('table[style], [onclick], [onerror], td img:not(.ProseMirror-separator)').length, words: element.textContent }));
  expect(left).toMatchObject({ nested: 0, forbidden: 0 });
  for (const word of ['Place', 'Count', 'inner', 'after']) expect(left.words).toContain(word);
  expect(faults.filter((fault) => !/inline/.test(fault))).toEqual([]);
  faults.length = 0;
  await expectSaved(page);
});

/** As a paste from another program. */
async function pasteHtml(page: Page, html: string): Promise<void> {
  await body(page).click();
  await body(page).evaluate((target, asHtml) => {
    const data = new DataTransfer();
    data.setData('text/html', asHtml);
    data.setData('text/plain', 'plain');
    target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);
}

test('what Word and web pages write as styles and as paragraphs with bullets comes in as lists, bold and italic', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await page.getByRole('button', { name: 'New note' }).first().click();
  const item = (level: number, marker: string, words: string): string =>
    `<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;</span></span><![endif]>${words}<o:p></o:p></p>`;
  await pasteHtml(page, `<body><p class=MsoNormal><span style='font-weight:700'>Lead</span> and <span style="font-style:italic">doubt</span>, a text style="of" its own.</p>${item(1, '·', 'First point')}${item(2, 'o', 'Inner point')}${item(1, '·', 'Second point')}${item(1, '1.', 'Counted')}<p class=MsoNormal>After the lists.</p></body>`);
  await expect(body(page).locator('strong')).toHaveText('Lead');
  await expect(body(page).locator('em')).toHaveText('doubt');
  await expect(body(page).locator('p').first()).toContainText('a text style="of" its own.');
  await expect(body(page).locator(':scope > ul > li')).toHaveCount(2);
  await expect(body(page).locator(':scope > ul > li').first().locator('ul > li')).toHaveText('Inner point');
  await expect(body(page).locator(':scope > ol > li')).toHaveText('Counted');
  await expect(body(page)).not.toContainText('·');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await pasteHtml(page, '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:400">Not bold at all</span></p></b>');
  await expect(body(page).getByText('Not bold at all')).toBeVisible();
  await expect(body(page).locator('strong')).toHaveCount(0);
  await expectSaved(page);
});

test('a task is made, set under another and ticked without the mouse', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await page.getByRole('button', { name: 'New note' }).first().click();
  await body(page).click();
  await page.keyboard.type('[ ] Ask the mission');
  await page.keyboard.press('Enter');
  await page.keyboard.type('About the patrols');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Control+Enter');
  await expect(body(page).locator('li li[data-checked="true"]')).toContainText('About the patrols');
  await expect(body(page).getByRole('checkbox')).toHaveCount(2);
  await page.keyboard.press('Control+Enter');
  await expect(body(page).locator('li[data-checked="true"]')).toHaveCount(0);
  await expectSaved(page);
});

test('Ctrl F finds in the open note, with and without vowel marks, and a search opens the note at what it found', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await addNote(page, 'Market day', 'The ridge road is open. قال الشَّاهِدُ إن الجسر أُغلق. On the ridge nobody was seen.');
  await body(page).click();
  await page.keyboard.press('Control+f');
  const bar = page.getByRole('search', { name: 'Find in this note' });
  await expect(bar.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('ridge');
  await expect(bar.getByRole('status')).toHaveText(/of 2$/);
  await expect(body(page).locator('mark')).toHaveText(['ridge', 'ridge']);
  const at = await bar.getByRole('status').innerText();
  await page.keyboard.press('Enter');
  await expect(bar.getByRole('status')).not.toHaveText(at);
  expect(await axeFindings(page)).toEqual([]);
  await bar.getByRole('textbox').fill('الشاهد');
  await expect(body(page).locator('mark')).toHaveText('الشَّاهِدُ');
  await bar.getByRole('textbox').fill('nothing of it');
  await expect(bar.getByRole('status')).toHaveText('Not in the text');
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(body(page)).toBeFocused();
  await openScreen(page, '/situations');
  await page.getByRole('searchbox', { name: 'Search all notes' }).fill('nobody');
  await page.getByRole('link', { name: /Market day/ }).click();
  await expect(body(page).locator('mark')).toHaveText('nobody');
  await expect(bar.getByRole('status')).toHaveText('1 of 1');
});

test('a section and a task show the notes that link to them, and open them at the link', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await addNote(page, 'Round-up', 'This week: ');
  const box = page.getByRole('dialog', { name: 'What do you link to?' });
  for (const [words, kind, title] of [['three tiers of warning', 'section', /Three tiers of warning/], ['set up this application', 'task', /Set up this application safely/]] as const) {
    await body(page).click();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+Shift+k');
    await expect(box.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type(words);
    await box.getByRole('menuitem', { name: title }).first().click();
    const link = body(page).locator(`a[data-mention="${kind}"]`);
    await expect(link).toBeVisible();
    await expectSaved(page);
    await link.click();
    const back = page.getByRole('region', { name: 'Your notes that link here' });
    await expect(back.getByRole('link', { name: 'Round-up' })).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await back.getByRole('link', { name: 'Round-up' }).click();
    await expect(body(page).locator(`a[data-mention="${kind}"].ProseMirror-selectednode`)).toBeVisible();
  }
});
