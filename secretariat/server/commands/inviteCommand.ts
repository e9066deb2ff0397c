import { ensureTrialSecretariat, repositoryFingerprint } from '../../publisher/index.ts';
import { openDatabase } from '../database/openDatabase.ts';
import { serverRecord } from '../database/serverRecord.ts';
import { issueInvitation } from '../invitations.ts';
import { defaultPort, SettingError, type Settings } from '../settings.ts';
import { invitationLines } from './printInvitation.ts';

const maxLabelLength = 120;

/** Prints a new invitation. The server may run meanwhile or not. */
export async function inviteCommand(settings: Settings, label: string, out: (line: string) => void): Promise<number> {
  if (label.length > maxLabelLength) throw new SettingError(`The label has at most ${maxLabelLength} characters.`);
  const clock = (): Date => new Date();
  await ensureTrialSecretariat(settings.dataDir, { clock });
  const root = await repositoryFingerprint(settings.dataDir);
  const db = await openDatabase(settings.database);
  try {
    const server = await serverRecord(db, clock);
    const address = settings.address ?? server.address ?? `http://127.0.0.1:${defaultPort}`;
    const invitation = await issueInvitation(db, clock, label);
    for (const line of invitationLines(invitation, { address, name: settings.name ?? server.name, root })) out(line);
    return 0;
  } finally {
    await db.destroy();
  }
}
