import { expect, type Page } from '@playwright/test';

/** Six words of our own, so that specs need not read them from the screen. Strong enough for the app to take. */
export const passphrase = 'lantern orchard gravel teacup violin meadow';

export interface FirstStartAnswers {
  readonly passphrase?: string;
  readonly country?: string;
  /** YYYY-MM-DD; by default 16 days ago. */
  readonly appointedOn?: string;
  readonly post?: string;
  readonly appointment?: string;
  readonly portfolio?: string;
  readonly form?: string;
  readonly capacity?: string;
  readonly riskHistory?: 'Yes' | 'No';
}

/** The date so many days from today, as a form takes it. */
export function dayFromToday(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}

export async function chooseLanguage(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Choose a language' })).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
}

export async function makeVault(page: Page, words = passphrase): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Make your vault' })).toBeVisible();
  await page.getByLabel('Passphrase', { exact: true }).fill(words);
  await page.getByLabel('Passphrase again').fill(words);
  await expect(page.getByText(/^(Good|Strong)\./).first()).toBeVisible();
  await page.getByRole('button', { name: 'Make the vault' }).click();
}

/** The recovery sheet is offered right after the vault; most specs make none. */
export async function putOffSheet(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Make a recovery sheet' })).toBeVisible();
  await page.getByRole('button', { name: 'Later' }).click();
}

/** Chooses one answer of a question of the profile form. */
export async function answer(page: Page, question: string | RegExp, choice: string): Promise<void> {
  await page.getByRole('radiogroup', { name: question }).getByText(choice, { exact: true }).click();
}

export async function fillProfile(page: Page, answers: FirstStartAnswers = {}): Promise<void> {
  await expect(page.getByRole('heading', { name: 'About your post' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Country' }).fill(answers.country ?? 'Ostania');
  await page.getByLabel('Date of appointment').fill(answers.appointedOn ?? dayFromToday(-16));
  await answer(page, 'Where the post sits', answers.post ?? 'Foreign ministry');
  await answer(page, 'Kind of appointment', answers.appointment ?? 'Career official');
  await answer(page, 'Portfolio', answers.portfolio ?? 'Shared with other duties');
  await answer(page, 'One person or an office', answers.form ?? 'One person');
  await answer(page, 'Time and people you have for it', answers.capacity ?? 'Some: a few days a month, or help');
  await answer(page, /history of atrocities/, answers.riskHistory ?? 'No');
}

/** From the first window to Today. */
export async function firstStart(page: Page, answers: FirstStartAnswers = {}): Promise<void> {
  await chooseLanguage(page);
  await makeVault(page, answers.passphrase);
  await putOffSheet(page);
  await fillProfile(page, answers);
  await page.getByRole('button', { name: 'Start' }).click();
  await expectOpen(page);
}

export async function unlock(page: Page, words = passphrase): Promise<void> {
  await expectLocked(page);
  await page.getByLabel('Passphrase').fill(words);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expectOpen(page);
}

/** The app behind the lock is on screen. The frame is looked for, not words, so that it holds in every language. */
export async function expectOpen(page: Page): Promise<void> {
  await expect(page.locator('main#content h1')).toBeVisible({ timeout: 20_000 });
}

export async function expectLocked(page: Page): Promise<void> {
  await expect(page.locator('input[autocomplete="current-password"]')).toBeVisible({ timeout: 20_000 });
}
