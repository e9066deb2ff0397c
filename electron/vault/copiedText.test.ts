import { expect, it } from 'vitest';
import { createCopiedText } from './copiedText.ts';

function clipboardOf(text: string) {
  let held = text;
  return { readText: () => Promise.resolve(held), clear: () => (held = ''), put: (next: string) => (held = next) };
}

it('empties the clipboard of what was copied here', async () => {
  const clipboard = clipboardOf('copied from a note');
  const copied = createCopiedText(clipboard);
  await copied.copied();
  await copied.clearIfStillThere();
  expect(await clipboard.readText()).toBe('');
});

it('leaves what another program put there, before or since', async () => {
  const clipboard = clipboardOf('from elsewhere');
  const copied = createCopiedText(clipboard);
  await copied.clearIfStillThere();
  expect(await clipboard.readText()).toBe('from elsewhere');
  clipboard.put('from a note');
  await copied.copied();
  clipboard.put('from elsewhere again');
  await copied.clearIfStillThere();
  expect(await clipboard.readText()).toBe('from elsewhere again');
});
