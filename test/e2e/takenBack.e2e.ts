import type { Page } from '@playwright/test';
import { expect, test, type Launched } from './support/appTest.ts';
import { firstStart } from './support/firstStart.ts';
import { goTo } from './support/notes.ts';

/** Holds back what the main process answers the vault, until it is let go. */
const holdAnswers = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const post = Worker.prototype.postMessage as (this: Worker, message: unknown) => void;
    const held: (() => void)[] = [];
    Worker.prototype.postMessage = function hold(this: Worker, message: { readonly type?: string }) {
      if (message.type !== 'storageAnswer') return post.call(this, message);
      return void held.push(() => post.call(this, message));
    } as Worker['postMessage'];
    Object.assign(window, {
      letGo: () => {
        Worker.prototype.postMessage = post as Worker['postMessage'];
        for (const send of held.splice(0)) send();
      },
    });
  });

const letGo = (page: Page): Promise<void> => page.evaluate(() => (window as unknown as { letGo(): void }).letGo());

/** Every write of the main process fails as on a full disk, as long as it is `full`. */
const setDiskFull = (app: Launched, full: boolean): Promise<void> =>
  app.evaluate(async (_electron, isFull) => {
    const { open } = await import('node:fs/promises');
    const handle = await open(process.execPath, 'r');
    const prototype = Object.getPrototypeOf(handle) as { write: unknown; writeAsIs?: unknown };
    await handle.close();
    prototype.writeAsIs ??= prototype.write;
    prototype.write = isFull ? () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })) : prototype.writeAsIs;
  }, full);

test('a tick answers before it is saved; one that the disk does not take goes back, and the window says so until a change is saved', async ({ launchApp }) => {
  const app = await launchApp();
  const { page } = app;
  await firstStart(page);
  await goTo(page, 'Today');
  const open = page.getByRole('region', { name: 'Your next steps' }).getByRole('checkbox', { checked: false });
  const done = page.getByRole('region', { name: 'Your next steps' }).getByRole('checkbox', { checked: true });
  const notice = page.getByRole('alert').filter({ hasText: 'taken back' });

  await test.step('before it is saved', async () => {
    await holdAnswers(page);
    await expect(open).toHaveCount(3);
    const before = await done.count();
    await open.first().locator('xpath=ancestor::label').click();
    await expect(done).toHaveCount(before + 1);
    await expect(open).toHaveCount(2);
    await letGo(page);
    // Saved: the next step has come into its place, and of those that are done the last one stays.
    await expect(open).toHaveCount(3);
    await expect(done).toHaveCount(1);
  });

  await test.step('not saved', async () => {
    await setDiskFull(app, true);
    await done.first().locator('xpath=ancestor::label').click();
    await expect(notice).toHaveText(/The disk is full: the last change was not saved/);
    await expect(done).toHaveCount(1);
    await goTo(page, 'Onboarding');
    await expect(notice).toBeVisible();
  });

  await test.step('saved again', async () => {
    await setDiskFull(app, false);
    await goTo(page, 'Today');
    await open.first().locator('xpath=ancestor::label').click();
    await expect(notice).toHaveCount(0);
    await expect(open).toHaveCount(3);
    await expect(done).toHaveCount(1);
  });
});
