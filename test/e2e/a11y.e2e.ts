import { expect, test } from './support/appTest.ts';
import { axeFindings } from './support/axe.ts';
import { expectLocked, makeVault, putOffSheet } from './support/firstStart.ts';
import { looks, overlays, putOn, screens } from './support/screens.ts';

test('axe finds nothing on any screen, in light, dark and right-to-left', async ({ openApp }) => {
  test.setTimeout(420_000);
  const { page } = await openApp();
  const found: string[] = [];
  for (const look of looks) {
    await putOn(page, look);
    for (const screen of [...screens, ...overlays]) {
      await screen.open(page);
      for (const finding of await axeFindings(page, look.asked)) found.push(`${look.name} ${screen.name}: ${finding}`);
      if ('close' in screen) await (screen as (typeof overlays)[number]).close(page);
    }
  }
  expect(found).toEqual([]);

  // Control: what is wrong is found.
  await page.evaluate(() => {
    const image = new Image();
    image.width = image.height = 20;
    const text = Object.assign(document.createElement('button'), { textContent: '' });
    document.querySelector('main')?.append(image, text);
  });
  expect((await axeFindings(page)).map((finding) => finding.split(' ')[0])).toEqual(expect.arrayContaining(['button-name', 'image-alt']));
});

test('axe finds nothing on the first start and on the lock, in light, dark and right-to-left', async ({ launchApp }) => {
  test.setTimeout(120_000);
  const { page } = await launchApp();
  const found: string[] = [];
  const look = async (name: string): Promise<void> => {
    for (const one of looks) {
      await page.evaluate((settings) => window.focalpoint.call('settings.write', settings), one.settings);
      await expect(page.locator('html')).toHaveAttribute('dir', one.name === 'rtl' ? 'rtl' : 'ltr');
      for (const finding of await axeFindings(page, one.asked)) found.push(`${one.name} ${name}: ${finding}`);
    }
    await page.evaluate((settings) => window.focalpoint.call('settings.write', settings), looks[0].settings);
  };
  await expect(page.getByRole('heading', { name: 'Choose a language' })).toBeVisible();
  for (const finding of await axeFindings(page)) found.push(`light language: ${finding}`);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Make the vault' }).click(); // with its errors shown
  await look('vault');
  await makeVault(page);
  await look('sheet');
  await page.getByRole('button', { name: 'Make the sheet' }).click();
  await expect(page.getByRole('main').getByTestId('sheet-words')).toBeVisible();
  await look('sheet words');
  await page.getByRole('button', { name: 'I have it on paper' }).click();
  await look('sheet tried');
  await page.getByRole('button', { name: 'Later' }).click();
  await putOffSheet(page);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText('8 answers are missing')).toBeVisible();
  await look('profile');
  await page.reload();
  await expectLocked(page);
  await page.getByLabel('Passphrase').fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/does not open the vault/)).toBeVisible();
  await look('unlock');
  expect(found).toEqual([]);
});
