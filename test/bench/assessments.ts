import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { firstStart, passphrase, unlock } from '../e2e/support/firstStart.ts';
import { startApp } from '../host/launch.ts';
import { fillAssessments } from './fillAssessments.ts';
import { type Row, ratio, timing, written } from './samples.ts';

const size = { situations: 50, assessments: 24 };
const cards = 6;
/** `restMs` is longer than a read stays at hand after its last screen was left, so that each navigation asks the vault anew. */
const pace = { rounds: 7, keys: 20, restMs: 10_500 };

/** Milliseconds, a sample each. The bare ones are copies of the same elements put into the page. */
interface ScreenTimes {
  readonly assessment: readonly number[];
  readonly bareAssessment: readonly number[];
  readonly today: readonly number[];
  readonly bareToday: readonly number[];
  readonly key: readonly number[];
  readonly keyWork: readonly number[];
  readonly bareKey: readonly number[];
}

/** The assessment screen and Today with much behind them: navigation to paint and a key to paint, beside the same rows without data. */
export async function assessmentRows(measured = pace): Promise<Row[]> {
  const profile = mkdtempSync(path.join(tmpdir(), 'bench-assessments-'));
  try {
    const first = await startApp({ userData: profile });
    await firstStart(first.page);
    await first.close();
    const { situationId, indicators } = await fillAssessments(profile, passphrase, size);
    const app = await startApp({ userData: profile });
    try {
      await unlock(app.page);
      const times = await app.page.evaluate(measureInPage, { situationId, cards, columns: size.assessments, ...measured });
      return rowsOf(indicators, times);
    } finally {
      await app.close();
    }
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Asked {
  readonly situationId: string;
  readonly cards: number;
  readonly columns: number;
  readonly rounds: number;
  readonly keys: number;
  readonly restMs: number;
}

/** Runs in the page. It may use nothing from outside. */
async function measureInPage({ situationId, cards: wantedCards, columns, rounds: count, keys: keyCount, restMs: rest }: Asked): Promise<ScreenTimes> {
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const painted = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  const content = (): HTMLElement => document.querySelector<HTMLElement>('main#content')!;
  const all = (selector: string): HTMLElement[] => [...content().querySelectorAll<HTMLElement>(selector)];
  const until = async (isThere: () => boolean): Promise<void> => {
    const limit = performance.now() + 20_000;
    await new Promise<void>((resolve, reject) => {
      const watch = new MutationObserver(() => {
        if (isThere()) done(resolve);
        else if (performance.now() > limit) done(() => reject(new Error('the screen did not come')));
      });
      const done = (then: () => void): void => {
        watch.disconnect();
        then();
      };
      watch.observe(document.body, { subtree: true, childList: true, attributes: true });
      if (isThere()) done(resolve);
    });
  };
  /** From asking for a screen to its frame. Each begins at a place of the frame that is left to chance. */
  const navigate = async (hash: string, isThere: () => boolean): Promise<number> => {
    location.hash = '/settings';
    await until(() => !isThere());
    await sleep(rest + Math.random() * 16);
    const started = performance.now();
    location.hash = hash;
    await until(isThere);
    await painted();
    return performance.now() - started;
  };
  const bareOf = (markup: Node): HTMLElement => {
    const bare = document.createElement('div');
    bare.className = content().className;
    bare.style.cssText = 'position: fixed; inset: 0; overflow: auto';
    bare.append(markup.cloneNode(true));
    return bare;
  };
  const barePaints = async (markup: Node): Promise<number[]> => {
    const taken: number[] = [];
    for (let round = 0; round < count; round += 1) {
      await sleep(100 + Math.random() * 16);
      const started = performance.now();
      const bare = bareOf(markup);
      document.body.append(bare);
      await painted();
      taken.push(performance.now() - started);
      bare.remove();
    }
    return taken;
  };
  const screen = async (hash: string, isThere: () => boolean): Promise<{ readonly times: number[]; readonly bare: number[]; readonly markup: Node }> => {
    await navigate(hash, isThere); // its code is fetched once
    const times: number[] = [];
    for (let round = 0; round < count; round += 1) times.push(await navigate(hash, isThere));
    const markup = document.createDocumentFragment();
    markup.append(...[...content().childNodes].map((node) => node.cloneNode(true)));
    return { times, bare: await barePaints(markup), markup };
  };

  const today = await screen('/', () => all('section[aria-labelledby="followed"] a svg[role="img"]').length >= wantedCards && all('input[type="checkbox"]').length > 0);
  const assessment = await screen(`/situations/${situationId}/assessment`, () => all('[data-item] [role="radio"]').length > 0 && (all('svg[role="img"]')[0]?.querySelectorAll('g').length ?? 0) >= columns);

  const key: number[] = [];
  const keyWork: number[] = [];
  for (let at = 0; at < keyCount; at += 1) {
    const rows = all('[data-item][data-row] [role="radiogroup"]');
    const row = rows[at % rows.length]!;
    const radios = [...row.querySelectorAll<HTMLElement>('[role="radio"]')];
    const to = (radios.findIndex((radio) => radio.getAttribute('aria-checked') === 'true') + 1) % radios.length;
    const from = row.querySelector<HTMLElement>('[tabindex="0"]')!;
    from.focus();
    await sleep(600 + Math.random() * 16); // the answer before is saved and shown
    const started = performance.now();
    from.dispatchEvent(new KeyboardEvent('keydown', { key: String(to + 1), bubbles: true, cancelable: true }));
    await Promise.resolve();
    void document.body.offsetHeight;
    keyWork.push(performance.now() - started);
    await painted();
    key.push(performance.now() - started);
    if (radios[to]?.getAttribute('aria-checked') !== 'true') throw new Error('the key did not answer');
  }

  const bare = bareOf(assessment.markup);
  document.body.append(bare);
  const bareKey: number[] = [];
  const radios = [...bare.querySelectorAll<HTMLElement>('[data-item] [role="radio"]')];
  for (let at = 0; at < keyCount; at += 1) {
    await sleep(100 + Math.random() * 16);
    const radio = radios[at % radios.length]!;
    const started = performance.now();
    radio.setAttribute('aria-checked', String(radio.getAttribute('aria-checked') !== 'true'));
    await painted();
    bareKey.push(performance.now() - started);
  }
  bare.remove();
  return { assessment: assessment.times, bareAssessment: assessment.bare, today: today.times, bareToday: today.bare, key, keyWork, bareKey };
}

function rowsOf(indicators: number, times: ScreenTimes): Row[] {
  const name = `Assessment, ${indicators} indicators with evidence, ${size.assessments} of one situation`;
  const row = (what: string, measured: readonly number[], floor: readonly number[], against: string): Row => ({ what, measured: written(timing(measured)), against: `${against}: ${written(timing(floor))}`, ratio: ratio(timing(measured), timing(floor)) });
  return [
    row(`${name}: navigation to paint (goal 100)`, times.assessment, times.bareAssessment, 'the same rows as bare markup'),
    row(`${name}: an indicator answered by a key, to paint`, times.key, times.bareKey, 'one mark set in the same bare markup'),
    { what: `${name}: the work in that key (script, style, layout)`, measured: written(timing(times.keyWork)), against: 'one frame at 60 Hz, 16.7', ratio: ratio(timing(times.keyWork), timing([1000 / 60])) },
    row(`Today with ${size.situations} situations: navigation to paint (goal 100)`, times.today, times.bareToday, 'the same rows as bare markup'),
  ];
}
