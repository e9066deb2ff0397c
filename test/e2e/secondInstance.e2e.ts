import { expect, test } from './support/appTest.ts';
import { expectLocked, unlock } from './support/firstStart.ts';
import type { Page } from '@playwright/test';
import type { TestSecretariat } from './support/testSecretariat.ts';

/** The link has led to the two steps of joining, filled in, and nothing was sent. */
async function expectQuestion(page: Page, secretariat: TestSecretariat): Promise<void> {
  await expect(page.getByText('This invitation is from')).toBeVisible();
  await expect(page.getByText('Secretariat of the test')).toBeVisible();
  await expect(page.getByText(secretariat.address, { exact: true })).toBeVisible();
  await page.waitForTimeout(700);
  expect(secretariat.proxy.requests()).toEqual([]);
  expect(await page.evaluate(() => window.focalpoint.call('secretariat.state'))).toMatchObject({ ok: true, value: { joined: null } });
  expect(await page.evaluate(() => location.href), 'the code does not stay in the address').not.toContain('code=');
}

test('a link to a running, unlocked app asks first, and a second instance hands it over', async ({ openApp, launchApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page, evaluate } = await openApp();
  await expect(launchApp({ args: [secretariat.invitation().link] })).rejects.toThrow(/ended \(0\)/);
  await expectQuestion(page, secretariat);
  expect(await evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByText('The server answers.')).toBeVisible();
});

test('a link that starts the app waits for the unlock and then asks', async ({ usedProfile, launchApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  await usedProfile();
  const { page } = await launchApp({ args: [secretariat.invitation().link] });
  await expectLocked(page);
  expect(await page.content()).not.toContain('code=');
  await unlock(page);
  await expectQuestion(page, secretariat);
});

test('a link that comes while the app is locked waits for the unlock and then asks', async ({ openApp, launchApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page } = await openApp();
  await page.keyboard.press('Control+l');
  await expectLocked(page);
  await expect(launchApp({ args: [secretariat.invitation().link] })).rejects.toThrow(/ended \(0\)/);
  await page.waitForTimeout(300);
  await expectLocked(page);
  await unlock(page);
  await expectQuestion(page, secretariat);
});

test('a link by open-url, as macOS gives it, asks too; what is no invitation is passed over', async ({ openApp, newSecretariat }) => {
  const secretariat = await newSecretariat();
  await secretariat.start();
  const { page, evaluate } = await openApp();
  const open = (url: string): Promise<unknown> => evaluate(({ app }, address) => app.emit('open-url', { preventDefault: () => undefined }, address), url);
  for (const bad of ['focalpoint://settings', `focalpoint://invite?${'x'.repeat(3_000)}`, 'https://example.org/', 'focalpoint://invite\u0000']) await open(bad);
  await page.waitForTimeout(400);
  await expect(page.getByRole('heading', { name: 'Your next steps' })).toBeVisible(); // still on Today
  await open('focalpoint://invite?code=<script>alert(1)</script>');
  await expect(page.getByText(/This is not an invitation that the app can read\./)).toBeVisible();
  await open(secretariat.invitation().link);
  await expectQuestion(page, secretariat);
});
