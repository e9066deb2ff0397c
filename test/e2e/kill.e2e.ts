import { expect, known, test } from './support/appTest.ts';
import { unlock } from './support/firstStart.ts';
import { openScreen } from './support/notes.ts';

const rounds = 4;

test('every acknowledged word survives SIGKILL while typing', async ({ usedProfile, launchApp }) => {
  test.setTimeout(150_000);
  await usedProfile();
  let acknowledged: string = known.noteText;
  let acknowledgements = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const app = await launchApp();
    const { page } = app;
    await unlock(page);
    await openScreen(page, '/situations');
    await page.getByRole('link', { name: new RegExp(known.situation) }).click();
    const body = page.getByRole('textbox', { name: 'Text of the note' });
    await expect(body).toBeVisible();
    const found = (await body.textContent()) ?? '';
    expect(found.startsWith(acknowledged), `round ${round}: acknowledged "${acknowledged.slice(-60)}", found "${found.slice(-60)}"`).toBe(true);
    if (round === rounds) break;

    // Acknowledged is what stood there for two frames together with the word: one that a reader could have seen.
    await page.evaluate(() => {
      const seen = { text: '', times: 0 };
      Object.assign(window, { seen });
      let before: string | null = null;
      const look = (): void => {
        const isSaved = document.querySelector('[data-save]')?.getAttribute('data-save') === 'saved';
        const text = document.querySelector('[role="textbox"][contenteditable]')?.textContent ?? '';
        if (isSaved && text === before && text !== seen.text) {
          seen.text = text;
          seen.times += 1;
        }
        before = isSaved ? text : null;
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await body.press('Control+End');
    const endAt = Date.now() + 1_500 + 700 * round;
    for (let word = 0; Date.now() < endAt; word += 1) {
      await page.keyboard.type(` r${round}w${word}`);
      // Title and text are saved by different ways and must not answer for each other.
      if (word % 8 === 7) {
        await page.getByRole('textbox', { name: 'Title' }).fill(`Title ${round}.${word}`);
        await body.press('Control+End');
      }
      await page.waitForTimeout(word % 5 === 4 ? 180 : 40);
      const seen = await page.evaluate(() => (window as unknown as { seen: { text: string; times: number } }).seen);
      if (seen.times > 0 && seen.text.length >= acknowledged.length) acknowledged = seen.text;
      acknowledgements = Math.max(acknowledgements, seen.times);
    }
    await app.kill();
  }
  expect(acknowledgements, 'control: the app did acknowledge while typing').toBeGreaterThan(0);
  expect(acknowledged.length).toBeGreaterThan(known.noteText.length);
});

test('what was added just before the kill is there once the app has said so', async ({ openApp, launchApp }) => {
  const app = await openApp();
  await openScreen(app.page, '/onboarding');
  const article = app.page.getByRole('article');
  await article.getByRole('button', { name: 'Mark done' }).click();
  const title = await article.getByRole('heading', { level: 2 }).innerText();
  await expect(article.getByRole('button', { name: 'Open again' })).toBeVisible();
  await app.kill();
  const again = await launchApp();
  await unlock(again.page);
  await openScreen(again.page, '/onboarding');
  await expect(again.page.getByRole('checkbox', { name: `Mark “${title}” done` })).toBeChecked();
});
