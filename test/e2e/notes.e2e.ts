import type { Page } from '@playwright/test';
import { expect, known, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { addNote, addSituation, expectSaved, openScreen } from './support/notes.ts';

const body = (page: Page) => page.getByRole('textbox', { name: 'Text of the note' }).first();

/** As a paste from another program, with both forms that programs offer. */
async function paste(page: Page, html: string, plain: string): Promise<void> {
  await body(page).click();
  await body(page).evaluate(
    (target, [asHtml, asText]) => {
      const data = new DataTransfer();
      data.setData('text/html', asHtml ?? '');
      data.setData('text/plain', asText ?? '');
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [html, plain],
  );
}

test('notes are found by any word of theirs, in the field over all situations and in the search box', async ({ openApp }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await addNote(page, 'Market day', 'قال الشَّاهِدُ إن الجسر أُغلق. The granary was burnt at night.');
  await openScreen(page, '/situations');
  const field = page.getByRole('searchbox', { name: 'Search all notes' });
  await field.pressSequentially('ranar');
  const hit = page.getByRole('link', { name: /Market day/ });
  await expect(hit.locator('mark')).toHaveText(['ranar']);
  await expect(page.getByText('1 note', { exact: true })).toBeVisible();
  await field.fill('الشاهد');
  await expect(hit.locator('mark')).toHaveText(['الشَّاهِدُ']);
  expect(await axeFindings(page)).toEqual([]);
  await field.fill('prosecutor returnees');
  await expect(page.getByRole('link', { name: new RegExp(known.noteTitle) })).toBeVisible();
  await field.fill('zzz');
  await expect(page.getByText('No note holds all of these words')).toBeVisible();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByRole('link', { name: /Southern valley/ })).toBeVisible();

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('granary burnt');
  await expect(page.getByRole('menuitem', { name: /Market day/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Market day');
});

test('a note begins with headings, takes tasks, and paste brings nothing but text', async ({ openApp, faults }) => {
  const { page } = await openApp();
  await addSituation(page, 'Southern valley');
  await page.getByRole('button', { name: 'New note' }).first().click();
  await page.getByRole('group', { name: 'Begin with headings:' }).getByRole('button', { name: 'Incident' }).click();
  await expect(body(page).getByRole('heading')).toHaveCount(7);
  await page.keyboard.type('Three houses');
  await expect(body(page).locator('h2 + p').first()).toHaveText('Three houses');
  await expect(page.getByRole('group', { name: 'Begin with headings:' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.keyboard.press('Control+End');
  await page.getByRole('button', { name: 'Task list' }).click();
  await page.keyboard.type('Ask for the file numbers');
  const task = body(page).getByRole('checkbox');
  await task.check();
  await expect(body(page).locator('li[data-checked="true"] > div')).toHaveText('Ask for the file numbers');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');

  let asked = 0;
  await page.route('https://tracker.example/**', (route) => {
    asked += 1;
    return route.abort();
  });
  await paste(
    page,
    '<meta charset="utf-8"><style>p{color:red}</style><h2 style="color:red" onclick="hit()">Pasted heading</h2><p class="x">One <b>bold</b> <a href="https://tracker.example/1">link text</a><img src="https://tracker.example/2.png" onerror="hit()"></p><script>hit()</script><iframe src="https://tracker.example/3"></iframe><ul><li>item</li></ul><table><tr><td>cell</td></tr></table>',
    'Pasted heading',
  );
  await expect(body(page).getByText('link text')).toBeVisible();
  await expect(body(page).getByRole('heading', { name: 'Pasted heading' })).toBeVisible();
  const left = await body(page).evaluate((element) => ({
    forbidden: element.querySelectorAll('script, style, img:not(.ProseMirror-separator), iframe, a, meta, [style]:not(label > span), [onclick], [onerror], .x').length,
    words: element.textContent,
  }));
  expect(left.forbidden).toBe(0);
  for (const word of ['bold', 'item', 'cell']) expect(left.words).toContain(word);
  expect(left.words).not.toContain('hit()');
  expect(asked).toBe(0);
  // The page's policy holds in the document apart too: it says what it did not apply there, and that is all that may have happened.
  expect(faults.filter((fault) => !/inline/.test(fault))).toEqual([]);
  faults.length = 0;
  await expectSaved(page);
  if (process.env['FPC_SHOT'] !== undefined) await page.screenshot({ path: process.env['FPC_SHOT'] });
  expect(await axeFindings(page)).toEqual([]);
});

test('an earlier version comes back, and a note leaves for good only from the bin', async ({ openApp }) => {
  const { page } = await openApp();
  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await expect(body(page)).toHaveText(known.noteText);
  await addNote(page, 'Second', 'Something else.');
  await page.getByRole('list', { name: 'Notes' }).getByRole('button', { name: new RegExp(known.noteTitle) }).click();
  await expect(body(page)).toHaveText(known.noteText);
  await body(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('All of it replaced.');
  await expectSaved(page);
  await page.getByRole('button', { name: 'Earlier versions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Earlier versions' });
  await dialog.getByRole('listitem').first().getByRole('button').click();
  await expect(dialog.getByText(known.noteText)).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Put this version back' }).click();
  await expect(body(page)).toHaveText(known.noteText);

  await page.getByRole('button', { name: 'Move to bin' }).click();
  await page.getByRole('button', { name: /^Bin/ }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByRole('button', { name: new RegExp(known.noteTitle) })).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('returnees October');
  await expect(page.getByRole('menuitem', { name: new RegExp(known.noteTitle) })).toHaveCount(0);
});
