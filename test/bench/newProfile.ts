import { fillProfile, passphrase } from '../e2e/support/firstStart.ts';
import { startApp } from '../host/launch.ts';

/** Makes a vault in a new profile through the app's first start, and closes the app. Waits longer than a spec would: the machine may be busy. */
export async function newProfile(userData: string): Promise<void> {
  const app = await startApp({ userData });
  const { page } = app;
  page.setDefaultTimeout(120_000);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('Passphrase again').fill(passphrase);
  await page.getByText(/^(Good|Strong)\./).first().waitFor();
  await page.getByRole('button', { name: 'Make the vault' }).click();
  await page.getByRole('button', { name: 'Later' }).click();
  await page.getByRole('heading', { name: 'About your post' }).waitFor();
  await fillProfile(page);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('heading', { name: /^Good/ }).waitFor();
  await app.close();
}
