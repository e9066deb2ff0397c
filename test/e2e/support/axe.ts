import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds on the present screen, each in a line: the rule, how bad, and the elements. Nothing is excluded. */
export async function axeFindings(page: Page): Promise<string[]> {
  // The usual way opens a second page for the report, and the app lets no second page open.
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  if (passes.length < 5) throw new Error('axe looked at next to nothing');
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html, any, all, none }) => `${html.slice(0, 160)} ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`).join(' | ')}`);
}
