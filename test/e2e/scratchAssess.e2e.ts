import { AxeBuilder } from '@axe-core/playwright';
import { expect, known, test } from './support/appTest.ts';
import { openScreen } from './support/notes.ts';

test('look', async ({ openApp }) => {
  const { page } = await openApp();
  const t0 = Date.now(); page.on('console', (m) => console.log('C', m.text().slice(0, 600))); page.on('pageerror', (m) => console.log('E', m.message.slice(0, 600)));
  await page.setViewportSize({ width: 1440, height: 900 });
  await openScreen(page, '/situations');
  await page.getByRole('link', { name: new RegExp(known.situation) }).click();
  await page.getByRole('link', { name: 'Assessment' }).click();
  await page.screenshot({ path: '/tmp/shots6/a0.png' });
  for (let n = 0; n < 3; n += 1) {
    await page.getByRole('button', { name: n === 0 ? 'Start an assessment' : 'Start a new assessment' }).first().click();
    await expect(page.getByRole('heading', { name: 'Armed conflict or other instability' })).toBeVisible();
    const rows = page.getByRole('radiogroup');
    await rows.first().getByRole('radio').first().focus();
    await page.keyboard.press('3');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('2');
    for (const [name, key] of [['Armed conflict', n + 1], ['Record of', 3], ['Weakness', 2]] as const) {
      await page.getByRole('button', { name: new RegExp(name) }).first().click().catch(() => undefined);
      await page.getByRole('radiogroup', { name: 'Your judgement of this factor' }).getByRole('radio').nth(Number(key)).click();
    }
    await page.getByRole('button', { name: /Armed conflict/ }).first().click();
    if (n === 0) await page.getByRole('button', { name: /^Link a note/ }).first().click();
    if (n === 0) { await page.getByRole('radio', { name: 'Speaks for it' }).first().click(); await page.screenshot({ path: '/tmp/shots6/a1.png' }); await page.getByRole('button', { name: 'Close' }).click(); }
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/shots6/b${n}.png` });
    if (n < 2) {
      await page.getByRole('button', { name: 'Sign off' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Sign off' }).click();
      await expect(page.getByText('signed off', { exact: false }).first()).toBeVisible();
    }
  }
  const axe = await new AxeBuilder({ page }).setLegacyMode().analyze();
  console.log('AXE', axe.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary).join(' | ')}`).join('\n').slice(0, 3000));
  await page.getByRole('button', { name: 'Show as table' }).click();
  await page.screenshot({ path: '/tmp/shots6/table.png' });
  await page.getByRole('button', { name: 'Show as strip' }).click();
  await openScreen(page, '/today');
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/shots6/today.png' });
  await openScreen(page, '/toolkits/gender-lens');
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/shots6/toolkit.png' });
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/shots6/run.png' });
  const axe2 = await new AxeBuilder({ page }).setLegacyMode().analyze();
  console.log('AXE2', axe2.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ') + ' ' + n.failureSummary).join(' | ')}`).join('\n').slice(0, 3000));
  await openScreen(page, '/toolkits/scenarios-and-resilience');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Add a row' }).first().click();
  await page.waitForTimeout(500);
  await page.screenshot({ path: '/tmp/shots6/entries.png', fullPage: true });
  console.log('ms', Date.now() - t0);
});
