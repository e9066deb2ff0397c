import { test, expect } from './support/appTest.ts';
import { openScreen } from './support/notes.ts';
test('dbg', async ({ openApp }) => {
  const { page } = await openApp();
  await page.setViewportSize({ width: 1440, height: 900 });
  const state = () => page.evaluate(() => { const m = document.querySelector('main')!; return { top: m.scrollTop, h: m.scrollHeight, c: m.clientHeight, cur: document.querySelector('[aria-current=location]')?.textContent, hs: [...document.querySelectorAll('article h3')].map((h) => Math.round(h.getBoundingClientRect().top)), focus: document.activeElement?.outerHTML.slice(0, 100) }; });
  await openScreen(page, '/manual/prevention-first');
  await page.waitForTimeout(800);
  await page.locator('article').getByRole('link', { name: 'Refresh your risk assessments' }).click();
  await expect(page).toHaveURL(/#\/onboarding\?task=/);
  await page.waitForTimeout(500);
  console.log(JSON.stringify(await state()));
  await openScreen(page, '/manual/prevention-first');
  for (const t of [50, 200, 800, 1500]) { await page.waitForTimeout(t); console.log(JSON.stringify(await state())); }
});
