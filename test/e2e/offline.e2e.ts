import { expect, known, test } from './support/appTest.ts';
import { firstStart, unlock } from './support/firstStart.ts';
import { addNote, addSituation, goTo, openScreen } from './support/notes.ts';

test('with every network cut off, first start and all screens work, and nothing tries to go out', async ({ launchApp }) => {
  const { page, evaluate } = await launchApp({ env: { HOST_OFFLINE: '1' } });
  // Counts every request of the main process, and of the window to anywhere but the app itself.
  await evaluate(({ session }) => {
    const out: string[] = [];
    Object.assign(globalThis, { out });
    session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
      if (!/^(app|blob|devtools|chrome[\w-]*|data):/.test(details.url)) out.push(details.url);
      answer({});
    });
  });
  await firstStart(page);
  await addSituation(page, known.situation);
  await addNote(page, known.noteTitle, known.noteText);
  await goTo(page, 'Manual');
  await page.getByRole('searchbox', { name: 'Search the Manual' }).fill('genocide');
  await expect(page.getByRole('navigation', { name: 'Contents' }).locator('mark').first()).toBeVisible();
  await goTo(page, 'Toolkits');
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await goTo(page, 'Onboarding');
  await expect(page.getByRole('article')).toBeVisible();
  await goTo(page, 'Today');
  await expect(page.getByRole('heading', { name: 'Your next steps' })).toBeVisible();
  await openScreen(page, '/settings?page=about');
  await expect(page.getByText(/Edition \d{4}\.\d+ of/)).toBeVisible();
  await expect(page.getByText('On this device only')).toBeVisible();
  expect(await evaluate(() => (globalThis as unknown as { out: string[] }).out)).toEqual([]);
});

test('a joined device says once that it is offline, keeps working, and is in touch again by itself', async ({ openApp, newSecretariat, launchApp }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  let app = await openApp();
  await openScreen(app.page, '/settings?page=secretariat');
  await app.page.getByRole('textbox', { name: 'Invitation' }).fill(secretariat.invitation().link);
  await app.page.getByRole('button', { name: 'Read the invitation' }).click();
  await app.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(app.page.getByText('In touch with the Secretariat')).toBeVisible();
  await secretariat.cutOff();
  await expect(app.page.getByText('Offline', { exact: true })).toBeVisible({ timeout: 20_000 });
  await openScreen(app.page, '/today');
  await expect(app.page.getByText('Offline', { exact: true })).toHaveCount(1);
  await expect(app.page.getByText(/was refused/)).toHaveCount(0); // a missing network is no refusal
  await openScreen(app.page, '/situations');
  await app.page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await addNote(app.page, 'Written offline', 'It is kept all the same.');
  await app.close();
  app = await launchApp();
  await unlock(app.page);
  await expect(app.page.getByText('Offline', { exact: true })).toBeVisible({ timeout: 20_000 });
  await secretariat.restore();
  await expect(app.page.getByText('In touch with the Secretariat')).toBeVisible({ timeout: 30_000 });
});
