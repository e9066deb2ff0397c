import { expect, it } from 'vitest';
import { redline } from '../../../../shared/text/redline.ts';
import { foldRedline } from './foldRedline.ts';

it('puts unchanged paragraphs between two changes into one line and keeps every change', () => {
  const before = 'One of them.\n\nTwo of them.\n\nThree of them here.\n\nFour.';
  const after = 'One of them.\n\nTwo of them.\n\nThree of them there.\n\nFour.\n\nAnd five.';
  expect(foldRedline(redline(before, after)).map((block) => ('count' in block ? `${block.count} unchanged` : block.kind))).toEqual(['2 unchanged', 'changed', '1 unchanged', 'added']);
});
