import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sodium from 'libsodium-wrappers-sumo';
import * as v from 'valibot';
import { parse } from 'yaml';
import { programmeSchema } from '../../shared/content/content.schema.ts';
import { emptyHandover, sealedBytes } from '../../shared/domain/handover/handoverFile.fixture.ts';
import { leastHandoverCost } from '../../shared/domain/handover/sealedHandover.ts';
import { nextSteps } from '../../shared/domain/programme/nextSteps.ts';
import { plan } from '../../shared/domain/programme/plan.ts';
import type { StoredEntry } from '../../shared/domain/vault/entry.ts';
import { firstStart } from '../e2e/support/firstStart.ts';
import { openScreen } from '../e2e/support/notes.ts';
import { startApp } from '../host/launch.ts';
import { type Row, ratio, timed, timing, written } from './samples.ts';

const ownTasks = 440;
const rounds = 20;
/** One frame at 60 Hz. */
const frame = timing([1000 / 60]);
const words = 'aardvark abacus abbey absorb accent acorn';
const root = path.resolve(import.meta.dirname, '../..');

const own = (at: number) => ({ type: 'ownTask' as const, title: `Own task ${at}`, why: '', phase: 'first-month' as const, dueOn: '2026-12-01', minutes: 30, steps: [{ id: 'a', text: 'A step' }], yearly: at % 2 === 0 });

/** The programme with some five hundred tasks: the plan itself, and what a click on a filter takes until it is painted. */
export async function programmeRows(): Promise<Row[]> {
  await sodium.ready;
  const bundled = v.parse(programmeSchema, parse(readFileSync(path.join(root, 'assets/content/en/programme.yaml'), 'utf8')));
  const entries = Array.from({ length: ownTasks }, (_, at) => ({ ...own(at), id: at.toString(16).padStart(32, '0'), createdAt: '', changedAt: '', trashedAt: null })) as StoredEntry<'ownTask'>[];
  const profile = { appointedOn: '2026-11-01' };
  const plans: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    plans.push(await timed(() => nextSteps(plan(bundled, profile, {}, { ownTasks: entries, today: '2026-11-20', away: [{ from: '2026-12-20', to: '2027-01-05' }] }), profile.appointedOn, '2026-11-20')));
  }
  const { filter, work, empty, ticks, saved, next } = await clicksOnScreens();
  const clicks = timing(filter);
  const made = timing(plans);
  return [
    { what: `plan and next steps of ${bundled.tasks.length + ownTasks} tasks`, measured: written(made), against: 'one frame at 60 Hz, 16.7', ratio: ratio(made, frame) },
    { what: `Onboarding with as many: the work in a click on a filter (script, style, layout)`, measured: written(timing(work)), against: 'one frame at 60 Hz, 16.7', ratio: ratio(timing(work), frame) },
    { what: `Onboarding with as many: a filter, click to paint`, measured: written(clicks), against: `one frame at 60 Hz, 16.7; one attribute changed on the same page, measured alike: ${written(timing(empty))}`, ratio: ratio(clicks, frame) },
    { what: `Today with as many: a task ticked, click to paint`, measured: written(timing(ticks)), against: 'one frame at 60 Hz, 16.7', ratio: ratio(timing(ticks), frame) },
    { what: `Today with as many: the same until it is saved and the next step is in its place`, measured: written(timing(saved)), against: 'for information', ratio: '–' },
    { what: `Today with as many: from there to the next task opened in Onboarding, click to paint`, measured: written(timing(next)), against: 'for information', ratio: '–' },
  ];
}

/** Own tasks come into the vault as a handover, which is the quickest way in that a user has. */
async function clicksOnScreens(): Promise<{ readonly filter: number[]; readonly work: number[]; readonly empty: number[]; readonly ticks: number[]; readonly saved: number[]; readonly next: number[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-programme-'));
  const file = path.join(folder, 'tasks.handover');
  const openItems = Array.from({ length: ownTasks }, (_, at) => ({ taskId: `own-${at.toString(16).padStart(32, '0')}`, title: `Own task ${at}`, state: 'todo' as const, whom: null, dueOn: null, line: '', own: own(at) }));
  writeFileSync(file, await sealedBytes(sodium, { ...emptyHandover, openItems }, { words, cost: leastHandoverCost }));
  const app = await startApp({ userData: path.join(folder, 'profile') });
  try {
    const { page } = app;
    await firstStart(page);
    await openScreen(page, '/handover');
    await page.locator('main input[type=file]').setInputFiles(file);
    await page.getByRole('textbox', { name: 'The six words' }).fill(words);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('button', { name: 'Take it in' }).click();
    await page.getByText('It is in your vault.').waitFor({ timeout: 120_000 });
    await openScreen(page, '/onboarding?phase=first-week');
    await page.getByRole('group', { name: 'Show' }).waitFor();
    const onboarding = await page.evaluate(async (count) => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>('main [role="group"] button[aria-pressed]')];
      const taken: number[] = [];
      const worked: number[] = [];
      // As a user does: on a page that has come to rest, at any moment of a frame.
      const rest = async (at: number): Promise<void> => {
        while (document.querySelector('main ul[aria-busy]') !== null) await new Promise((resolve) => requestAnimationFrame(resolve));
        await new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 100 + (at * 7) % 17)));
      };
      for (let at = 0; at < count; at += 1) {
        await rest(at);
        const button = buttons[at % 2 === 0 ? 1 : 0];
        const started = performance.now();
        button?.click();
        await Promise.resolve();
        void document.body.offsetHeight;
        worked.push(performance.now() - started);
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        taken.push(performance.now() - started); // by turns towards the longest list and away from it
      }
      // A change that asks for nothing, in the same beat: what waiting for the next frame alone takes.
      const empty: number[] = [];
      for (let at = 0; at < count / 2; at += 1) {
        await rest(at);
        const started = performance.now();
        document.body.toggleAttribute('data-empty-change');
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
        empty.push(performance.now() - started);
      }
      return { filter: taken, work: worked, empty };
    }, rounds * 2);
    await openScreen(page, '/today');
    await page.locator('main li input[type="checkbox"]').first().waitFor();
    const today = await page.evaluate(async (count) => {
      const ticks: number[] = [];
      const saved: number[] = [];
      const next: number[] = [];
      const rows = (): string => [...document.querySelectorAll('main li:has(input[type="checkbox"])')].map(({ textContent }) => textContent).join('|');
      const painted = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      const changed = (done: () => boolean): Promise<void> => new Promise((resolve) => {
        const watch = new MutationObserver(() => {
          if (!done()) return;
          watch.disconnect();
          resolve();
        });
        watch.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      });
      for (let at = 0; at < count; at += 1) {
        await new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 150 + (at * 7) % 17)));
        const before = rows();
        const started = performance.now();
        const seen = changed(() => rows() !== before);
        // The one that was ticked last stays in view before the next steps.
        const box = [...document.querySelectorAll<HTMLInputElement>('main li input[type="checkbox"]')].find(({ checked }) => !checked);
        const ticked = changed(() => box?.closest('label')?.querySelector('svg') != null);
        box?.click();
        await ticked;
        await painted();
        ticks.push(performance.now() - started);
        await seen;
        await painted();
        saved.push(performance.now() - started);
      }
      for (let at = 0; at < count; at += 1) {
        await new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 150 + (at * 7) % 17)));
        const started = performance.now();
        const seen = changed(() => document.querySelector('main [role="group"] button[aria-pressed]') !== null);
        document.querySelector<HTMLButtonElement>('main li:has(input[type="checkbox"]) > button')?.click();
        await seen;
        await painted();
        next.push(performance.now() - started);
        const back = changed(() => document.querySelector('main [role="group"] button[aria-pressed]') === null);
        history.back();
        await back;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      return { ticks, saved, next };
    }, rounds / 2);
    return { ...onboarding, ...today };
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
