import { describe, expect, test } from 'vitest';
import { contentTarget, keepTarget } from './contentTarget.ts';

describe('targets of links in the content', () => {
  test.each(['section:alarm-route', 'task:yr-12', 'toolkit:gender-lens', 'template:alarm-note', 'term:alarm', 'case:kenya-2008', 'figure:the-year'])('%s is kept', (url) => {
    expect(keepTarget(url)).toBe(url);
    expect(contentTarget(url)).toEqual({ kind: url.split(':')[0], id: url.split(':')[1] });
  });
  test('a footnote is kept', () => expect(keepTarget('#alarm-route-fn-1')).toBe('#alarm-route-fn-1'));
  test.each(['https://example.org', 'http://example.org', '//example.org', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'section:../x', 'section:', 'section:A', 'mailto:a@b', 'app://x', '#/settings', '#', ' section:alarm', 'section:alarm\n'])('%s is dropped', (url) => {
    expect(keepTarget(url)).toBe('');
    expect(contentTarget(url)).toBeNull();
  });
});
