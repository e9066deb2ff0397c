import { expect, type Page } from '@playwright/test';
import { openScreen } from './notes.ts';

export interface ScreenToShow {
  /** File name of its picture. */
  readonly name: string;
  open(page: Page): Promise<void>;
}

const at = (name: string, hash: string, ready: string): ScreenToShow => ({
  name,
  open: async (page) => {
    await openScreen(page, hash);
    await expect(page.locator(ready).first()).toBeVisible();
  },
});

/** Opens the first situation of the list, by address, since words differ with the language. */
async function openFirstSituation(page: Page): Promise<void> {
  await openScreen(page, '/situations');
  const link = page.locator('main a[href*="#/situations/"]').first();
  await expect(link).toBeVisible();
  await openScreen(page, ((await link.getAttribute('href')) ?? '').split('#')[1] ?? '');
}

/** The main screens behind the lock. Found by structure, so that the list holds in every language. */
export const screens: readonly ScreenToShow[] = [
  at('today', '/today', 'main li'),
  at('onboarding', '/onboarding', 'main article h2'),
  { name: 'onboarding-task', open: async (page) => { await openScreen(page, '/onboarding?task=wk-01'); await expect(page.locator('main article a').first()).toBeVisible(); } },
  at('manual', '/manual/commitment-2005', '#section-title'),
  { name: 'manual-search', open: async (page) => { await openScreen(page, '/manual/commitment-2005'); await page.locator('main input').first().fill('early warnng'); await expect(page.locator('main nav mark').first()).toBeVisible(); } },
  at('manual-figure', '/manual/three-pillars', '#section-title'),
  at('margin', '/manual/margin', '#margin-title'),
  at('editions', '/manual/editions', '#editions-title'),
  at('changes', '/changes', 'main h1'),
  at('toolkits', '/toolkits', 'main h2'),
  at('situations', '/situations', 'main a[href*="#/situations/"]'),
  at('signals', '/signals', 'main h2'),
  at('sources', '/sources', 'main h2'),
  at('people', '/people', 'main h2'),
  at('calendar', '/calendar', 'main h2'),
  at('network-directory', '/network', 'main h2'),
  at('network-meetings', '/network?part=meetings', 'main h2'),
  at('network-practice', '/network?part=practice', 'main h2'),
  at('network-messages', '/network?part=messages', 'main h2'),
  at('network-write', '/network?part=messages&message=new', 'main form'),
  at('handover', '/handover', 'main h2'),
  { name: 'note', open: async (page) => { await openFirstSituation(page); await expect(page.locator('[contenteditable="true"]')).toBeVisible(); } },
  { name: 'warning', open: async (page) => { await openFirstSituation(page); await page.locator('main nav a[href$="/warning"]').click(); await expect(page.locator('main section h2').first()).toBeVisible(); } },
  ...(['scenarios', 'options'] as const).map((tab): ScreenToShow => ({ name: tab, open: async (page) => { await openFirstSituation(page); await page.locator(`main nav a[href$="/${tab}"]`).click(); await expect(page.locator('main h2').first()).toBeVisible(); } })),
  at('settings-general', '/settings?page=general', 'main [role="radiogroup"]'),
  at('settings-vault', '/settings?page=vault', 'main section h2'),
  at('settings-secretariat', '/settings?page=secretariat', 'main section h2'),
  at('settings-devices', '/settings?page=devices', 'main h1'),
  at('settings-sync', '/settings?page=sync', 'main h1'),
  at('settings-about', '/settings?page=about', 'main section h2'),
];

/** What lies over a screen; `close` takes it away again. */
export const overlays: readonly (ScreenToShow & { close(page: Page): Promise<void> })[] = [
  {
    name: 'search-dialog',
    open: async (page) => {
      await openScreen(page, '/today');
      await expect(page.locator('main h1')).toBeVisible();
      await page.keyboard.press('Control+k');
      await expect(page.locator('[role="dialog"] input')).toBeFocused();
      await page.keyboard.type('alarm', { delay: 60 });
      await expect(page.locator('[role="dialog"] mark').first()).toBeVisible();
      await page.waitForTimeout(900); // longer than React Aria's timer: results come in several turns, and the field must name one that exists
      await expect.poll(() => page.locator('[role="dialog"] input').evaluate((input) => { const chosen = input.getAttribute('aria-activedescendant'); return chosen === null || document.getElementById(chosen) !== null; })).toBe(true);
    },
    close: async (page) => { await page.keyboard.press('Escape'); await expect(page.getByRole('dialog')).toHaveCount(0); },
  },
  {
    name: 'import-dialog',
    open: async (page) => {
      await openScreen(page, '/situations');
      await page.locator('main [data-opens="import"]').click();
      await expect(page.locator('[role="dialog"] input[type=file]').first()).toBeAttached();
    },
    close: async (page) => { await page.keyboard.press('Escape'); await expect(page.getByRole('dialog')).toHaveCount(0); },
  },
  {
    name: 'export-dialog',
    open: async (page) => {
      await openFirstSituation(page);
      await page.locator('main [data-opens="export"]').first().click();
      await expect(page.locator('[role="dialog"] [role="radiogroup"]')).toBeVisible();
    },
    close: async (page) => { await page.keyboard.press('Escape'); await expect(page.getByRole('dialog')).toHaveCount(0); },
  },
  {
    name: 'situation-form',
    open: async (page) => {
      await openScreen(page, '/situations');
      await page.locator('main header button').last().click();
      await expect(page.locator('[role="dialog"] [role="radiogroup"]').first()).toBeVisible();
    },
    close: async (page) => { await page.keyboard.press('Escape'); await expect(page.getByRole('dialog')).toHaveCount(0); },
  },
];

export const looks = [
  { name: 'light', asked: 'all', settings: { theme: 'light', language: 'en' } },
  { name: 'dark', asked: 'colours', settings: { theme: 'dark', language: 'en' } },
  { name: 'rtl', asked: 'all but colours', settings: { theme: 'light', language: 'en-XB' } },
] as const;

export async function putOn(page: Page, look: (typeof looks)[number]): Promise<void> {
  await page.evaluate((settings) => window.focalpoint.call('settings.write', settings), look.settings);
  await expect(page.locator('html')).toHaveAttribute('data-theme', look.settings.theme);
  await expect(page.locator('html')).toHaveAttribute('dir', look.name === 'rtl' ? 'rtl' : 'ltr');
}
