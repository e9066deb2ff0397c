import { expect, test } from './support/appTest.ts';
import { chooseLanguage, expectLocked, expectOpen, passphrase } from './support/firstStart.ts';

test('a wrong passphrase opens nothing, says what to check, and the right one still works', async ({ usedProfile, launchApp }) => {
  await usedProfile();
  const { page } = await launchApp();
  await expectLocked(page);
  const field = page.getByLabel('Passphrase');
  await expect(field).toBeFocused();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByText('Enter your passphrase.')).toBeVisible();
  for (const wrong of [`${passphrase} `.repeat(2), passphrase.toUpperCase(), 'x', '\u0000', 'a'.repeat(5_000)]) {
    await field.fill(wrong);
    await field.press('Enter');
    await expect(page.getByText(/That passphrase does not open the vault\. Check capital letters/)).toBeVisible();
    await expect(field).toHaveAttribute('type', 'password');
    await expectLocked(page);
    await field.fill('');
    await expect(page.getByText(/does not open the vault/)).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Forgotten it?' }).click();
  await expect(page.getByText(/nobody can open the vault: that is what protects the people you write about/)).toBeVisible();
  await field.fill(passphrase);
  await field.press('Enter');
  await expectOpen(page);
});

test('a passphrase that can be guessed is refused, a pasted one taken, and a differing repetition noticed', async ({ launchApp }) => {
  const { page } = await launchApp();
  await chooseLanguage(page);
  const first = page.getByLabel('Passphrase', { exact: true });
  const again = page.getByLabel('Passphrase again');
  const make = page.getByRole('button', { name: 'Make the vault' });

  await make.click();
  await expect(page.getByText('Enter a passphrase, or use the six words.')).toBeVisible();
  for (const weak of ['password', 'Password2026!', 'aaaaaaaaaaaaaaaaaaaaaa', 'qwertyuiop123']) {
    await first.fill(weak);
    await again.fill(weak);
    await expect(page.getByText(/^Guessed (at once|within)/)).toBeVisible();
    await make.click();
    await expect(page.getByText(/This passphrase is too easy to guess/)).toBeVisible();
  }

  // Judged is what stands there, not what stood there when the strength was last shown.
  await first.fill(passphrase);
  await again.fill('letmein');
  await expect(page.getByText(/^Strong/)).toBeVisible();
  await first.fill('letmein');
  await first.press('Enter');
  await expect(page.getByText(/This passphrase is too easy to guess/)).toBeVisible();

  // Offered words differ each time and are enough.
  const words = page.getByTestId('suggested-words');
  const offered = await words.innerText();
  await page.getByRole('button', { name: 'Other words' }).click();
  await expect(words).not.toHaveText(offered);

  await first.fill('');
  const pasted = await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const field = document.querySelector<HTMLInputElement>('input[autocomplete="new-password"]')!;
    field.focus();
    // Nothing may hinder the paste itself; putting the text in is the browser's part.
    const allowed = field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    return allowed && document.execCommand('insertText', false, text);
  }, passphrase);
  expect(pasted).toBe(true);
  await expect(first).toHaveValue(passphrase);
  await again.fill(passphrase.replace('teacup', 'teacap'));
  await again.press('Enter');
  await expect(page.getByText('The two entries are not the same.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Make your vault' })).toBeVisible();

  await page.getByRole('button', { name: 'Show the passphrase' }).click();
  await expect(first).toHaveAttribute('type', 'text');
  await page.getByRole('button', { name: 'Hide the passphrase' }).click();
  await again.fill(passphrase);
  await make.click();
  await expect(page.getByRole('heading', { name: 'Make a recovery sheet' })).toBeVisible();
});
