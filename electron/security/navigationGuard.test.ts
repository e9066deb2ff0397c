import { expect, it } from 'vitest';
import { isOwnPage } from './navigationGuard.ts';

it('knows its own pages', () => {
  expect(isOwnPage('app://bundle/index.html#/today')).toBe(true);
});

it.each(['https://example.org/?next=app://bundle/', 'https://app://bundle@example.org/', 'app://bundle.example.org/', 'app://user@bundle/', 'app://other/', 'file:///etc/passwd', 'about:blank', 'javascript:app://bundle/', ''])('takes %s for foreign', (address) => {
  expect(isOwnPage(address)).toBe(false);
});
