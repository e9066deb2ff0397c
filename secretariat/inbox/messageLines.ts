import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { InboxMessage } from './openInbox.ts';

const kinds = { question: 'Question', note: 'Note', briefing: 'Briefing', story: 'Success story', entry: 'Change of a directory entry' } as const;
const handlings = { 'named-people': 'for the people it names only', 'may-be-cleared': 'may be passed on once it was cleared', public: 'may be made public' } as const;

/** Texts come from other people's devices: what could move a terminal's cursor or turn the direction of writing is left out. */
const plain = (text: string): string => text.replaceAll(/[^\P{C}\n\t]/gu, '');
const short = (id: string): string => id.slice(0, 8);
const day = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

const senderOf = (message: InboxMessage): string => (message.knownAs === null ? `${plain(message.body?.sender ?? 'somebody')} (key not in the directory)` : plain(message.knownAs));

export function headLine(message: InboxMessage): string {
  const what = message.body === null ? `cannot be opened: ${message.problem ?? ''}` : `${kinds[message.body.kind]} from ${senderOf(message)}: ${plain(message.body.title)}`;
  return `${day(message.leftAt)}  ${what}${message.openedAt === null ? '' : ', read'} (${short(message.id)})`;
}

export function messageLines(message: InboxMessage): string[] {
  const { body, keys } = message;
  if (body === null || keys === null) return [headLine(message)];
  return [
    `${kinds[body.kind]}: ${plain(body.title)}`,
    `Signed as    ${plain(body.sender)}`,
    `Directory    ${message.knownAs === null ? 'does not know this key; compare the fingerprint before you rely on the name' : plain(message.knownAs)}`,
    `Fingerprint  ${message.fingerprint}`,
    `Written      ${day(body.sentAt)} UTC, left at the server ${day(message.leftAt)} UTC`,
    `Handling     ${handlings[body.handling]}`,
    '',
    ...plain(body.text).split('\n'),
    ...(body.kind === 'entry' && body.account !== null ? ['', 'For directory.yaml, once the fingerprint was compared:', '', '  mailbox:', `    account: ${body.account}`, `    boxKey: ${keys.boxKey}`, `    signKey: ${keys.signKey}`] : []),
  ];
}

/** One file for each message. Answers their names. */
export async function exportMessages(folder: string, messages: readonly InboxMessage[]): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files: string[] = [];
  for (const message of messages) {
    const name = `${message.leftAt.slice(0, 10)}-${short(message.id)}.txt`;
    await writeFile(path.join(folder, name), `${messageLines(message).join('\n')}\n`, { mode: 0o600, flag: 'w' });
    files.push(name);
  }
  return files;
}
