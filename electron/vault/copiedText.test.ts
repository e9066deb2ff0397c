import { expect, it } from 'vitest';
import { createCopiedText } from './copiedText.ts';

function clipboardOf(text: string) {
  let held = text;
  let marked = 'marked';
  const clear = (type?: 'selection' | 'clipboard'): void => {
    if (type === 'selection') marked = '';
    else held = '';
  };
  return { readText: () => Promise.resolve(held), clear, put: (next: string) => (held = next), marked: () => marked };
}

it('empties the clipboard of what was copied here', async () => {
  const clipboard = clipboardOf('copied from a note');
  const copied = createCopiedText(clipboard, 'darwin');
  await copied.copied();
  await copied.clearIfStillThere();
  expect(await clipboard.readText()).toBe('');
});

it('leaves what another program put there, before or since', async () => {
  const clipboard = clipboardOf('from elsewhere');
  const copied = createCopiedText(clipboard, 'darwin');
  await copied.clearIfStillThere();
  expect(await clipboard.readText()).toBe('from elsewhere');
  clipboard.put('from a note');
  await copied.copied();
  clipboard.put('from elsewhere again');
  await copied.clearIfStillThere();
  expect(await clipboard.readText()).toBe('from elsewhere again');
});

it('empties the second clipboard of Linux, where marked text lies, and no other', async () => {
  const clipboard = clipboardOf('from elsewhere');
  await createCopiedText(clipboard, 'darwin').clearIfStillThere();
  expect(clipboard.marked()).toBe('marked');
  await createCopiedText(clipboard, 'linux').clearIfStillThere();
  expect(clipboard.marked()).toBe('');
  expect(await clipboard.readText()).toBe('from elsewhere');
});
