import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type Launched, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { goTo, openScreen } from './support/notes.ts';

const title = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 2, name });
const contents = (page: Page) => page.getByRole('navigation', { name: 'Contents' });
const text = (page: Page) => page.locator('article');
const address = (page: Page): Promise<string> => page.evaluate(() => location.hash);

async function openSection(page: Page, id: string, name: string | RegExp): Promise<void> {
  await openScreen(page, `/manual/${id}`);
  await expect(title(page, name)).toBeVisible();
}

test('reading: from section to section, and where links lead', async ({ openApp }) => {
  const { page } = await openApp();
  await page.setViewportSize({ width: 1440, height: 900 });

  await test.step('the Manual opens at its first section and says whose text it is', async () => {
    await goTo(page, 'Manual');
    await expect(title(page, 'What your government promised in 2005')).toBeFocused();
    await expect(contents(page)).toContainText('The app’s own text, until the Secretariat publishes its edition');
    await contents(page).getByRole('link', { name: 'About this edition' }).click();
    await expect(title(page, 'About this edition')).toBeFocused();
    await expect(text(page)).toContainText('This is our own text.');
    await expect(text(page)).toContainText('No Secretariat has confirmed it.');
    await expect(text(page)).toContainText(/Edition\s*\d{4}\.\d+/);
  });

  await test.step('contents: chapters open without leaving the page, the open section is marked and in view', async () => {
    const chapter = contents(page).getByRole('button', { name: /Regional bodies and the United Nations/ });
    await chapter.click();
    await expect(chapter).toHaveAttribute('aria-expanded', 'true');
    await expect(title(page, 'About this edition')).toBeVisible();
    await contents(page).getByRole('link', { name: /The Universal Periodic Review/ }).click();
    await expect(title(page, 'The Universal Periodic Review')).toBeFocused();
    await expect(contents(page).locator('[aria-current=page]')).toHaveText(/The Universal Periodic Review/);
    await expect(contents(page).locator('[aria-current=page]')).toBeInViewport();
  });

  await test.step('previous and next', async () => {
    await page.getByRole('navigation', { name: 'Previous and next section' }).getByRole('link', { name: /^Next/ }).click();
    await expect(title(page, 'Working in several forums at once')).toBeFocused();
    await expect.poll(() => page.locator('main').evaluate((main) => main.scrollTop)).toBe(0);
    await page.getByRole('navigation', { name: 'Previous and next section' }).getByRole('link', { name: /^Previous/ }).click();
    await expect(title(page, 'The Universal Periodic Review')).toBeFocused();
  });

  await test.step('links to a section, a case, a template, a toolkit and a task', async () => {
    await openSection(page, 'prevention-first', 'Prevention first');
    await text(page).getByRole('link', { name: 'the three tiers of warning' }).click();
    await expect(title(page, 'Three tiers of warning')).toBeFocused();

    await openSection(page, 'prevention-first', 'Prevention first');
    await text(page).getByRole('link', { name: 'Kenya, 2008' }).click();
    await expect(title(page, 'Kenya, 2007 to 2008')).toBeFocused();
    for (const part of ['What happened', 'What was done early', 'What is disputed', 'What you can take from it', 'In the Manual', 'Sources']) await expect(page.getByRole('heading', { level: 3, name: part })).toBeVisible();
    await text(page).getByRole('link', { name: /Prevention first/ }).click();
    await expect(title(page, 'Prevention first')).toBeVisible();

    await openSection(page, 'alarm-route', 'The alarm route');
    await text(page).getByRole('link', { name: 'Keep the alarm note at hand' }).click();
    await expect(title(page, 'Alarm note')).toBeFocused();

    await openSection(page, 'prevention-first', 'Prevention first');
    await text(page).getByRole('link', { name: 'alarm thresholds' }).click();
    await expect(page).toHaveURL(/#\/toolkits\/alarm-thresholds/);
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Manual');

    await openSection(page, 'prevention-first', 'Prevention first');
    await text(page).getByRole('link', { name: 'Refresh your risk assessments' }).click();
    await expect(page).toHaveURL(/#\/onboarding\?task=/);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Onboarding');
  });

  await test.step('what is on the page: the view and the focus go to the heading, and it is marked', async () => {
    await openSection(page, 'prevention-first', 'Prevention first');
    const onThisPage = page.getByRole('navigation', { name: 'On this page' });
    await expect(onThisPage.locator('[aria-current=location]')).toHaveText('Why early');
    await onThisPage.getByRole('button', { name: 'What early action looks like' }).click();
    await expect(page.getByRole('heading', { level: 3, name: 'What early action looks like' })).toBeFocused();
    await expect(page.getByRole('heading', { level: 3, name: 'What early action looks like' })).toBeInViewport();
    await expect(onThisPage.locator('[aria-current=location]')).toHaveText('What early action looks like');
    await page.locator('main').evaluate((main) => main.scrollTo({ top: 0 }));
    await expect(onThisPage.locator('[aria-current=location]')).toHaveText('Why early');
  });

  await test.step('a place that the edition does not have', async () => {
    await openScreen(page, '/manual/no-such-section');
    await expect(page.getByText('This section is not in the present edition.')).toBeVisible();
    await openScreen(page, '/manual/reference/cases/no-such-case');
    await expect(page.getByText('This entry is not in the present edition.')).toBeVisible();
  });
});

test('footnotes lead there and back without changing the address', async ({ openApp }) => {
  const { page } = await openApp();
  await openSection(page, 'general-assembly', 'The General Assembly');
  const before = await address(page);
  const second = text(page).locator('a[data-footnote-ref]').nth(1);
  await second.click();
  const note = text(page).locator('section[data-footnotes] li').nth(1);
  await expect(note).toBeFocused();
  await expect(note).toBeInViewport();
  expect(await address(page)).toBe(before);
  await note.getByRole('link', { name: 'Back to the text of note 2' }).click();
  await expect(second).toBeFocused();
  await expect(second).toBeInViewport();
  expect(await address(page)).toBe(before);
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  expect(twice, 'ids that stand twice').toEqual([]);
  await expectAccessible(page, 'light, from left to right');
});

test('a term shows its meaning by keyboard, by pointer and by touch', async ({ openApp }) => {
  const { page } = await openApp();
  await page.setViewportSize({ width: 1440, height: 900 });
  await openSection(page, 'commitment-2005', /What your government promised/);
  const term = text(page).getByRole('button', { name: 'responsibility to protect' }).first();
  const note = page.getByRole('tooltip');
  const whole = async (): Promise<void> => {
    const box = await note.boundingBox();
    expect(box, 'the note has a place').not.toBeNull();
    const { width, height } = page.viewportSize()!;
    expect(box!.x >= 0 && box!.y >= 0 && box!.x + box!.width <= width && box!.y + box!.height <= height, `inside the window: ${JSON.stringify(box)}`).toBe(true);
    const top = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest('[role=tooltip]') !== null, [box!.x + box!.width - 12, box!.y + box!.height - 12] as const);
    expect(top, 'nothing lies over its far corner').toBe(true);
  };

  await expect(term).toBeVisible(); // a term is a word until the glossary is read
  await expect(title(page, /What your government promised/)).toBeFocused();
  // The title has the focus; after it come the bookmark, the choice of a passage, and then the first term.
  for (let tab = 0; tab < 3; tab += 1) await page.keyboard.press('Tab');
  await expect(term).toBeFocused();
  await expect(note).toContainText('The commitment of 2005');
  await expect(term).toHaveAccessibleDescription(/The commitment of 2005/);
  await whole();
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await expect(term).toBeFocused();
  await title(page, /What your government promised/).focus();

  await term.hover();
  await expect(note).toBeVisible();
  const box = (await note.boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 2);
  await page.mouse.move(box.x + 60, box.y + box.height / 2, { steps: 4 });
  await page.waitForTimeout(400);
  await expect(note).toBeVisible(); // the pointer is on the note itself
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await page.mouse.move(5, 5);

  await term.dispatchEvent('pointerenter', { pointerType: 'touch' });
  await expect(note).toBeHidden();
  await term.click(); // a tap ends in focus and click
  await expect(note).toBeVisible();
  await title(page, /What your government promised/).focus();
  await expect(note).toBeHidden();

  await page.setViewportSize({ width: 560, height: 700 }); // here terms stand close to the edge
  for (const other of await text(page).locator('p button').all()) {
    await other.focus();
    await expect(note).toHaveCount(1);
    await whole();
  }
});

test('search as you type marks what it found, in the list and in the section', async ({ openApp }) => {
  const { page } = await openApp();
  await page.setViewportSize({ width: 1440, height: 900 });
  await goTo(page, 'Manual');
  await page.getByRole('searchbox', { name: 'Search the Manual' }).fill('universl periodic reviw'); // two slips
  const hits = contents(page).getByRole('listitem');
  await expect(hits.first()).toContainText('The Universal Periodic Review');
  await expect(hits.first().locator('mark').first()).toHaveText('Universal');
  await expect(page.getByRole('status').filter({ hasText: /^\d+ sections?$/ })).toBeVisible();
  await hits.first().getByRole('link').click();
  await expect(title(page, 'The Universal Periodic Review')).toBeFocused();
  await expect(text(page).locator('mark').first()).toBeInViewport();
  await expect(hits.first().getByRole('link')).toHaveAttribute('aria-current', 'page');

  await page.getByRole('searchbox', { name: 'Search the Manual' }).fill('xyzzyplugh');
  await expect(page.getByText('No section has “xyzzyplugh”. Try fewer letters or another word.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(contents(page).getByRole('button', { name: /What the commitment means/ })).toBeVisible();
});

test('reference: glossary, timeline, cases and templates', async ({ openApp }) => {
  const { page } = await openApp();
  await page.setViewportSize({ width: 1440, height: 900 });
  await goTo(page, 'Manual');
  await contents(page).getByRole('link', { name: 'Glossary' }).click();
  await expect(title(page, 'Glossary')).toBeFocused();
  const terms = text(page).locator('dt');
  await expect.poll(() => terms.count()).toBeGreaterThanOrEqual(60);
  const names = await terms.allInnerTexts();
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' })));
  await page.getByRole('searchbox', { name: 'Filter the terms' }).fill('stakeholder');
  await expect(terms.first()).toContainText('actor map');
  await text(page).locator('dd').first().getByRole('link').click();
  await expect(page).toHaveURL(/#\/manual\/mapping-actors/);

  await contents(page).getByRole('link', { name: 'Timeline of the Network' }).click();
  await expect(text(page).getByRole('heading', { level: 3 }).first()).toHaveText('2005');
  const years = (await text(page).getByRole('heading', { level: 3 }).allInnerTexts()).map(Number);
  expect(years).toEqual([...years].sort((a, b) => a - b));

  await contents(page).getByRole('link', { name: 'Case library' }).click();
  await expect(text(page)).toContainText('none ranks a country');
  await text(page).getByRole('link', { name: /The Gambia/ }).click();
  await expect(title(page, /The Gambia/)).toBeFocused();

  await contents(page).getByRole('link', { name: 'Templates' }).click();
  await text(page).getByRole('link', { name: 'Alarm note' }).click();
  await expect(text(page).locator('var').first()).toHaveText('Handling line');
  await page.evaluate(() => {
    const write = navigator.clipboard.writeText.bind(navigator.clipboard);
    navigator.clipboard.writeText = (copied) => {
      document.documentElement.dataset['copied'] = copied;
      return write(copied);
    };
  });
  await text(page).getByRole('button', { name: 'Copy as text' }).click();
  await expect(text(page).getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => document.documentElement.dataset['copied'] ?? '');
  expect(copied).toMatch(/^\[Handling line\]\n\nAlarm: \[Country or area\]/);
  expect(copied).toContain('Step\tDate and hour\tBy whom');
  expect(copied).not.toMatch(/\{\{|\*\*|^#|\|---/m);
});

test('a printed section is clean paper with the edition at its end', async ({ openApp }) => {
  const app = await openApp();
  const { page } = app;
  await openSection(page, 'alarm-route', 'The alarm route');
  await page.evaluate(() => window.focalpoint.call('settings.write', { theme: 'dark' }));
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.evaluate(() => void (window.print = () => void (document.documentElement.dataset['printed'] = 'yes')));
  await text(page).getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');

  const printed = await pdfText(app);
  const words = printed.replaceAll(/\s+/g, ' ');
  expect(words).toContain('The alarm route');
  expect(words).toMatch(/section 6\.1\. Edition \d{4}\.\d+, Focal Point Companion, \w+, \d+ \w+ \d{4}\. Printed \w+, \d+ \w+ \d{4}\./);
  expect(words, 'sources are printed, though they are folded on screen').toContain('National R2P Focal Points Recommendations (2012)');
  for (const absent of ['Onboarding', 'Lock now', 'On this page', 'Copy citation', 'Used by your tasks', 'Search the Manual', 'Previous']) expect(words, absent).not.toContain(absent);
  expect(printed, 'sheets say which of how many they are').toMatch(/1 ?\/ ?\d/);
});

async function pdfText(app: Launched): Promise<string> {
  const base64 = await app.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]!.webContents.printToPDF({ pageSize: 'A4', preferCSSPageSize: true })).toString('base64'));
  const folder = mkdtempSync(path.join(tmpdir(), 'printed-'));
  try {
    const file = path.join(folder, 'section.pdf');
    writeFileSync(file, Buffer.from(base64, 'base64'));
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('accessible in dark and from right to left, wide and narrow', async ({ openApp }) => {
  test.setTimeout(180_000);
  const { page } = await openApp();
  await page.evaluate(() => window.focalpoint.call('settings.write', { theme: 'dark', language: 'en-XB' }));
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const places = ['/manual/the-year', '/manual/general-assembly', '/manual/prevention-first?find=early', '/manual/reference/about', '/manual/reference/glossary', '/manual/reference/timeline', '/manual/reference/cases', '/manual/reference/cases/kenya-2008', '/manual/reference/templates/alarm-note'];
  for (const width of [1440, 1024, 700]) {
    await page.setViewportSize({ width, height: 800 });
    for (const place of places) {
      await openScreen(page, place);
      await expect(page.locator('article h2')).toBeVisible();
      const wide = await page.evaluate(() => document.querySelector('main')!.scrollWidth - document.querySelector('main')!.clientWidth);
      expect(wide, `${place} at ${width} scrolls sideways`).toBeLessThanOrEqual(0);
      await expectAccessible(page, `${place} at ${width}`);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await openScreen(page, '/manual/commitment-2005');
  await page.locator('article p button').first().focus();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await expectAccessible(page, 'with a term open');
});

async function expectAccessible(page: Page, where: string): Promise<void> {
  expect(await axeFindings(page), where).toEqual([]);
}

test('a section that changed since it was read is marked until it is read again', async ({ openApp, newSecretariat, editor }) => {
  test.setTimeout(180_000);
  const { page } = await openApp();
  await page.setViewportSize({ width: 1440, height: 900 });
  await openSection(page, 'four-crimes', 'The four crimes');
  await page.waitForTimeout(6_500); // five seconds make it read
  await goTo(page, 'Today');

  const secretariat = await newSecretariat();
  await secretariat.start();
  await goTo(page, 'Settings');
  await page.getByRole('link', { name: 'Secretariat', exact: true }).click();
  await page.getByRole('textbox', { name: 'Invitation' }).fill(secretariat.invitation().text);
  await page.getByRole('button', { name: 'Read the invitation' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByText('In touch with the Secretariat')).toBeVisible();
  await editor.addSentence('01-commitment/02-four-crimes.md', 'Keep this sentence beside the others.');
  await secretariat.publish(editor.folder);
  await goTo(page, 'Today');
  await expect(page.getByRole('heading', { name: 'Manual updated' })).toBeVisible({ timeout: 30_000 });

  await goTo(page, 'Manual'); // opens where the reader left it
  await expect(title(page, 'The four crimes')).toBeVisible();
  await expect(text(page)).toContainText(/changed in edition \S+, after you read it\./);
  const mark = contents(page).getByRole('link', { name: /The four crimes/ }).getByRole('img', { name: 'Changed since you read it' });
  await expect(mark).toBeVisible();
  await expect(mark).toBeHidden({ timeout: 15_000 });
  await expect(text(page), 'the reader still sees why').toContainText('after you read it');
});
