import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** A second look at a screen that was seen whole in another look asks what the look changes: dark its colours, right-to-left all but them. */
type Asked = 'all' | 'colours' | 'all but colours';

/** What axe finds on the present screen, each in a line: the rule, how bad, and the elements. Nothing is excluded. */
export async function axeFindings(page: Page, asked: Asked = 'all'): Promise<string[]> {
  // The usual way opens a second page for the report, and the app lets no second page open.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (asked === 'colours') axe.withRules(['color-contrast', 'link-in-text-block']);
  else if (asked === 'all but colours') axe.disableRules(['color-contrast', 'link-in-text-block']);
  const { violations, passes } = await axe.analyze();
  if (passes.length < (asked === 'colours' ? 1 : 5)) throw new Error('axe looked at next to nothing');
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html, any, all, none }) => `${html.slice(0, 160)} ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`).join(' | ')}`);
}
