import { test } from './support/appTest.ts';
import { openScreen } from './support/notes.ts';

const shots = (process.env['SHOTS'] ?? '').split(',').filter(Boolean);
const size = (process.env['SIZE'] ?? '1440x900').split('x').map(Number) as [number, number];
const theme = process.env['THEME'] ?? 'light';
const language = process.env['LANGUAGE_'] ?? 'en';

test('shots', async ({ openApp }) => {
  test.setTimeout(300_000);
  const { page } = await openApp();
  await page.evaluate(({ theme, language }) => window.focalpoint.call('settings.write', { theme, language, lockAfterMinutes: 30 } as never), { theme, language });
  await page.setViewportSize({ width: size[0], height: size[1] });
  for (const shot of shots) {
    const [hash = '', action = ''] = shot.split('!');
    await openScreen(page, hash);
    await page.waitForTimeout(900);
    if (action === 'fig') {
      await page.locator('figure').first().screenshot({ path: `/tmp/mshots/fig-${hash.replaceAll(/\W+/g, '_')}-${size[0]}-${theme}-${language}.png` });
      continue;
    }
    if (action === 'slow') { await page.screenshot({ path: `/tmp/mshots/slow0.png` }); await page.waitForTimeout(3000); }
    if (action === 'full') {
      const height = await page.evaluate(() => document.getElementById('content')!.scrollHeight);
      await page.setViewportSize({ width: size[0], height: Math.min(4000, height + 10) });
      await page.waitForTimeout(300);
    }
    if (action.startsWith('term')) { await page.locator('article :is(p, li, td) > span > button').nth(Number(action.slice(4) || 0)).focus(); await page.waitForTimeout(200); }
    const name = `${hash.replaceAll(/\W+/g, '_')}-${action}-${size[0]}-${theme}-${language}`;
    await page.screenshot({ path: `/tmp/mshots/${name}.png` });
    if (action === 'full') await page.setViewportSize({ width: size[0], height: size[1] });
  }
});
