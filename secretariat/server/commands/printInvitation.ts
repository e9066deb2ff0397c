import { formatInvitation } from '../../../shared/domain/invitation.ts';
import type { IssuedInvitation } from '../invitations.ts';

/** An instant for people: "28 November 2026, 14:02 UTC". */
export function plainInstant(iso: string): string {
  return `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(iso)).replace(' at ', ', ')} UTC`;
}

/** Both forms of a new invitation, in lines for a terminal. */
export function invitationLines(invitation: IssuedInvitation, secretariat: { readonly address: string; readonly name: string; readonly root: string }): string[] {
  const { link, text } = formatInvitation({ ...secretariat, code: invitation.code });
  return [
    `Invitation for one person, to be used before ${plainInstant(invitation.expiresAt)}. It is shown only this once.`,
    '',
    '  To paste into the app:',
    ...text.split('\n').map((line) => `    ${line}`),
    '',
    '  Or as a link, to open on a computer where the app is installed:',
    `    ${link}`,
  ];
}
