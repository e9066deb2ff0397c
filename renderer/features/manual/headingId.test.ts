import { expect, test } from 'vitest';
import { headingsOf } from './headingId.ts';

test('headings lose their marks and links and keep their letters in any script', () => {
  expect(headingsOf('## What **to do** with [terms](term:alarm)\n\ntext\n\n### not this\n\n## المخاطر ##\n')).toEqual([
    { id: 'h-what-to-do-with-terms', title: 'What to do with terms' },
    { id: 'h-المخاطر', title: 'المخاطر' },
  ]);
});

test('two headings of one name have two anchors', () => {
  expect(headingsOf('## Next\n\n## Next\n').map(({ id }) => id)).toEqual(['h-next', 'h-next-2']);
});
