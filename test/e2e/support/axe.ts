import axe, { type RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** Once it was put in. */
    readonly axe: typeof axe;
  }
}

/** A second look at a screen that was seen whole in another look asks what the look changes: dark its colours, right-to-left all but them. */
type Asked = 'all' | 'colours' | 'all but colours';

const ofColours = ['color-contrast', 'link-in-text-block'];
const options: Readonly<Record<Asked, RunOptions>> = {
  all: {},
  colours: { runOnly: ofColours },
  'all but colours': { rules: Object.fromEntries(ofColours.map((rule) => [rule, { enabled: false }])) },
};

/** What axe finds on the present screen, each in a line: the rule, how bad, and the elements. Nothing is excluded. */
export async function axeFindings(page: Page, asked: Asked = 'all'): Promise<string[]> {
  // Put in once for each document and asked for no more than what is read: both take longer than the looking.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { findings, passes } = await page.evaluate(async (asking) => {
    const { violations, passes } = await window.axe.run(document, asking);
    const findings = violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html, any, all, none }) => `${html.slice(0, 160)} ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`).join(' | ')}`);
    return { findings, passes: passes.length };
  }, options[asked]);
  if (passes < (asked === 'colours' ? 1 : 5)) throw new Error('axe looked at next to nothing');
  return findings;
}
