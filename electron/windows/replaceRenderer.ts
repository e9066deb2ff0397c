import { setTimeout as sleep } from 'node:timers/promises';
import type { WebContents } from 'electron';

/** An empty page that belongs to no site of ours: Chromium shows it in another process, and ends the one before. */
export const emptyPage = 'data:text/html;charset=utf-8,%3Cmeta%20name%3D%22color-scheme%22%20content%3D%22light%20dark%22%3E';
/** How long the empty page may take before the process is ended by force, and how long the process may outlive its page. */
const limits = { loadMs: 3_000, endMs: 2_000 } as const;

export type Replaceable = Pick<WebContents, 'loadURL' | 'getOSProcessId' | 'forcefullyCrashRenderer' | 'isDestroyed'> & { readonly navigationHistory: Pick<WebContents['navigationHistory'], 'clear'> };

export interface OfTheSystem {
  /** Whether a process with this id runs. */
  readonly runs: (pid: number) => boolean;
  readonly end: (pid: number) => void;
}
const theSystem: OfTheSystem = {
  runs: (pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  },
  end: (pid) => void process.kill(pid, 'SIGKILL'),
};

/**
 * Loads `page` in a new process and ends the one that showed the window until now. What a script had decrypted cannot be overwritten, and
 * memory that Chromium frees keeps its bytes: only the end of the process gives it back to the system, which hands it out empty.
 *
 * Answers once the new page has loaded. A window that hangs is ended by force.
 */
export async function replaceRenderer(contents: Replaceable, page: string, system: OfTheSystem = theSystem, waits: { readonly loadMs: number; readonly endMs: number } = limits): Promise<void> {
  const before = contents.getOSProcessId();
  const left = await Promise.race([contents.loadURL(emptyPage).then(() => true, () => false), sleep(waits.loadMs, false)]);
  if (contents.isDestroyed()) return;
  if (!left) contents.forcefullyCrashRenderer();
  // Zero: the host does not say. That the empty page came into the same process would be a fault of Chromium's isolation; then it goes as well.
  else if (before > 0 && before === contents.getOSProcessId()) contents.forcefullyCrashRenderer();
  for (const until = Date.now() + waits.endMs; before > 0 && system.runs(before) && Date.now() < until; ) await sleep(20);
  if (before > 0 && system.runs(before)) system.end(before);
  if (contents.isDestroyed()) return;
  await contents.loadURL(page);
  contents.navigationHistory.clear(); // the way back would lead to the empty page, and its addresses name what was open
}
