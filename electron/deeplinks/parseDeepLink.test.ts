import { describe, expect, it } from 'vitest';
import { parseDeepLink } from './parseDeepLink.ts';

const link = 'focalpoint://invite?server=https%3A%2F%2Fa.example&name=A&code=X&root=0';

describe('parseDeepLink', () => {
  it('finds the link among the arguments of a start', () => {
    expect(parseDeepLink(['/opt/app', '--allow-file-access-from-files', link])).toBe(link);
  });
  it('takes the address of an open-url event', () => {
    expect(parseDeepLink(link)).toBe(link);
    expect(parseDeepLink(link.replace('invite?', 'invite/?'))).toBe(link.replace('invite?', 'invite/?'));
    expect(parseDeepLink('FocalPoint://Invite?code=x')).toBe('FocalPoint://Invite?code=x');
  });
  it.each([
    ['no link', ['/opt/app', '--flag']],
    ['two links', [link, link]],
    ['another action', ['focalpoint://open?x=1']],
    ['an action that only begins alike', ['focalpoint://invited?x=1']],
    ['a host in front', ['focalpoint://invite@evil.example?x=1']],
    ['a space that could carry a switch', [`${link} --no-sandbox`]],
    ['a line break', [`${link}\nfocalpoint://invite`]],
    ['more than an invitation can have', [`${link}${'a'.repeat(2_000)}`]],
    ['a link inside a switch', [`--x=${link}`]],
  ])('answers null for %s', (_, argv) => {
    expect(parseDeepLink(argv)).toBeNull();
  });
});
