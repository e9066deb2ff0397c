import type { Network } from '../../../../shared/content/network.schema.ts';
import { deskRecipient, type MessageRecipient } from '../../../../shared/domain/messages/message.ts';

/** Someone with a published key, and the entry of the directory that it stands in; `desk` for the Secretariat. */
export interface PossibleRecipient extends MessageRecipient {
  readonly entry: string;
}

/** Everybody whom the signed directory gives a key, the desk first. */
export function possibleRecipients(network: Network | null): readonly PossibleRecipient[] {
  if (network === null) return [];
  const { desk } = network;
  const first = desk === null || desk.key === null ? [] : [{ entry: deskRecipient, to: deskRecipient, name: desk.name, boxKey: desk.key.boxKey, signKey: desk.key.signKey } as const];
  const others = network.directory.flatMap(({ id, mailbox, name, country }) => (mailbox === undefined ? [] : [{ entry: id, to: mailbox.account, name: name === '' ? country : `${name}, ${country}`, boxKey: mailbox.boxKey, signKey: mailbox.signKey }]));
  return [...first, ...others];
}
