import { expect, type Locator, type Page } from '@playwright/test';

const mostTabs = 120;

/** Presses Tab until the element has the focus, as someone without a mouse would; fails where it cannot be reached. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  const hasFocus = (): Promise<boolean> => target.evaluate((element) => element === document.activeElement);
  for (let tabs = 0; tabs <= mostTabs; tabs += 1) {
    if (await hasFocus()) return expectRing(page);
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not reach ${target}`);
}

/** Where the focus is can be seen: an outline on the element or, for boxes that are drawn by hand, on what stands for it. */
async function expectRing(page: Page): Promise<void> {
  const ring = await page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return 'nothing is focused';
    for (let element: Element | null = focused, up = 0; element !== null && up < 4; element = element.parentElement, up += 1) {
      for (const one of [element, ...element.children]) {
        const style = getComputedStyle(one);
        if ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || (one === focused && (one.matches('[contenteditable]') || one.matches('input, textarea')))) return 'seen';
      }
    }
    return `no ring on ${focused.outerHTML.slice(0, 200)}`;
  });
  expect(ring).toBe('seen');
}

/** In a group of radio buttons, with the arrow keys. */
export async function choose(page: Page, group: Locator, answer: string): Promise<void> {
  const radios = group.getByRole('radio');
  const wanted = group.getByRole('radio', { name: answer, exact: true });
  if (await wanted.isChecked()) return;
  const checked = group.locator('input:checked');
  await tabTo(page, (await checked.count()) > 0 ? checked : radios.first());
  if (await wanted.evaluate((element) => element === document.activeElement)) await page.keyboard.press('Space');
  for (let step = 0; step < 12 && !(await wanted.isChecked()); step += 1) await page.keyboard.press('ArrowDown');
  await expect(wanted).toBeChecked();
}
