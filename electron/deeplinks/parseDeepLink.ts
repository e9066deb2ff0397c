import { maxInvitationLength } from '../../shared/domain/invitation.ts';

/** `focalpoint://invite` with whatever follows, in characters that can be seen. Whether it is a good invitation is judged when it is read. */
const inviteLink = /^focalpoint:\/\/invite(?:[/?][\x21-\x7e]*)?$/iu;

/**
 * The invitation link among what the operating system hands over: the arguments of a start (the first ones are the program itself and
 * its switches) or the one address of an open-url event. Null when there is none, when it is longer than an invitation can be, or when
 * there are several, since a start by a link carries exactly one.
 */
export function parseDeepLink(source: readonly string[] | string): string | null {
  const candidates = (typeof source === 'string' ? [source] : source).filter((text) => /^focalpoint:/iu.test(text));
  const [link, ...others] = candidates;
  if (link === undefined || others.length > 0 || link.length > maxInvitationLength || !inviteLink.test(link)) return null;
  return link;
}
