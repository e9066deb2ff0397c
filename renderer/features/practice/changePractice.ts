import type { TextTools } from '../../i18n/useText.ts';
import type { Result } from '../../../shared/errors/result.ts';
import { bridge } from '../../platform/bridge.ts';
import { dropPracticeDatabase } from '../../platform/practice.ts';
import { vault } from '../../platform/vault.ts';

/** Locks the user's own vault, where there is one, and opens the sample in its place. The main process replaces the page. */
export async function enterPractice(text: TextTools): Promise<Result<null>> {
  document.documentElement.dataset.locking = 'true';
  await vault.lock();
  await dropPracticeDatabase();
  const entered = await bridge.call('practice.enter', text('practice.mark'));
  if (!entered.ok) delete document.documentElement.dataset.locking;
  return entered;
}

/** Removes everything that was made in practice, and goes back to where the user came from, locked. */
export async function endPractice(): Promise<Result<null>> {
  document.documentElement.dataset.locking = 'true';
  await vault.lock();
  await dropPracticeDatabase();
  return bridge.call('practice.leave');
}
