/**
 * Words that are looked for in the memory of the app. They are made inside the page from a number: typed ones would pass through the pipe by
 * which a spec drives Chromium, and stand in its memory for that reason alone. This side makes the same words to look for them.
 */
import type { Page } from '@playwright/test';

export const canaryLetters = 18;

/** Its source text also runs in the page, whose policy allows no code made from text: it uses no outer name and is handed over as a function. */
function wordsOf({ seed, from, count, into = 'field' }: { readonly seed: number; readonly from: number; readonly count: number; readonly into?: 'field' | 'fileName' }): string[] {
  const words = Array.from({ length: count }, (_, at) => {
    let text = `q${((seed * 2654435761) % 4294967296).toString(36)}k`;
    for (let state = seed * 1000 + from + at + 1; text.length < 18; ) {
      state = (state * 1103515245 + 12345) % 2147483648;
      text += (Math.floor(state / 65536) % 36).toString(36);
    }
    return text;
  });
  if (typeof document === 'undefined') return words;
  // In the page they are typed into the field that has the focus, or name a file that is dropped there; nothing is answered.
  if (into === 'fileName') {
    const data = new DataTransfer();
    data.items.add(new File(['Nothing in particular.'], `${words.join('-')}.txt`, { type: 'text/plain' }));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  } else document.execCommand('insertText', false, words.join(' '));
  return [];
}

export const canaries = (seed: number, count: number): string[] => wordsOf({ seed, from: 0, count });
/** What all canaries of a seed begin with. */
export const canaryPrefix = (seed: number): string => (canaries(seed, 1)[0] ?? '').slice(0, 8);

/** Types canaries into the field that has the focus, as an input method would. */
export async function typeCanaries(page: Page, seed: number, from: number, count = 1): Promise<void> {
  await page.evaluate(wordsOf, { seed, from, count });
}

/** Drops a file on the page whose name is a canary. Its content is none: what a page makes of bytes of its own lies in the browser's store of blobs. */
export async function dropCanaryFile(page: Page, seed: number, from: number): Promise<void> {
  await page.evaluate(wordsOf, { seed, from, count: 1, into: 'fileName' as const });
}

/** Types a text that this side knows, handed over in a form that a search for it does not find. */
export async function typeHidden(page: Page, text: string): Promise<void> {
  await page.evaluate((codes) => void document.execCommand('insertText', false, String.fromCharCode(...codes.map((code) => code - 1))), [...text].map((letter) => letter.charCodeAt(0) + 1));
}

/** Puts the focus into a text field by its name, without telling anybody outside the page what stands in it. */
export async function focusField(page: Page, name: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const isNamed = (field: HTMLElement): boolean => {
      const labels = [field.getAttribute('aria-label'), ...(field.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent), ...[...((field as HTMLInputElement).labels ?? [])].map((label) => label.textContent)];
      return labels.some((label) => label?.trim() === wanted);
    };
    const field = [...document.querySelectorAll<HTMLElement>('input, textarea, [contenteditable="true"]')].find(isNamed);
    field?.focus();
    return field !== undefined && document.activeElement === field;
  }, name);
}

export async function waitUntil(page: Page, isSo: () => boolean): Promise<void> {
  await page.waitForFunction(isSo, undefined, { timeout: 20_000 });
}
