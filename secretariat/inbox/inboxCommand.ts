import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import sodium from 'libsodium-wrappers-sumo';
import { keyFingerprint } from '../../shared/crypto/sealedMessage.ts';
import { deskKdfCost, deskKeyFile, knownPassphrase, makeDeskKey, newPassphrase, openDeskKey, PublishingError, readDeskKey, readNetworkInForce, trialPassphrase, type DeskIo } from '../publisher/index.ts';
import { openDatabase } from '../server/database/openDatabase.ts';
import { settleMessage } from '../server/messages/messageStore.ts';
import { SettingError, type Settings } from '../server/settings.ts';
import { openInbox, type InboxMessage } from './openInbox.ts';
import { exportMessages, headLine, messageLines } from './messageLines.ts';

export interface InboxOptions {
  readonly data?: string;
  readonly database?: string;
  readonly key?: string;
  readonly remove?: boolean;
}
type Run = (options: InboxOptions, work: (settings: Settings) => Promise<number>) => Promise<void>;

const run = 'npm run secretariat -- inbox';

/** `inbox`: what people sealed to the desk. Opened here with the desk's key; the server holds only sealed bytes. */
export function inboxCommand(io: DeskIo, runWith: Run): Command {
  const inbox = new Command('inbox').description("opens what people sealed to the Secretariat's desk, with the desk's own key").usage('<command> [options]');
  inbox.helpCommand('help [command]', 'explains a command');
  inbox.addHelpText('after', `\nExamples:\n\n  ${run} init                    makes the desk's key; its public half is published with the network\n  ${run} list                    what waits\n  ${run} show 3fa81c0e           one message\n  ${run} export inbox-november   all of them as text files\n  ${run} receipt 3fa81c0e        tells the sender that it was read\n\nThe passphrase is asked for, or taken from the file that FOCALPOINT_PASSPHRASE_FILE names (line "inbox: the words").\n`);
  const command = (name: string, description: string, example: string): Command =>
    inbox
      .command(name)
      .description(description)
      .option('--data <folder>', 'data folder of the Secretariat')
      .option('--database <address>', 'a PostgreSQL database, postgres://…')
      .option('--key <file>', 'key file of the desk (default: keys/inbox.key.json in the data folder)')
      .addHelpText('after', `\nExample:\n\n  ${run} ${example}\n`);
  const keyFile = (settings: Settings, options: InboxOptions): string => (options.key === undefined ? deskKeyFile(settings.dataDir) : path.resolve(options.key));

  /** Opens what waits and hands it on, with the database that it lies in. */
  const withInbox = (options: InboxOptions, work: (found: readonly InboxMessage[], mark: (id: string, state: 'kept' | 'opened') => Promise<boolean>) => Promise<number>): Promise<void> =>
    runWith(options, async (settings) => {
      const keys = await openDeskKey(keyFile(settings, options), (options.key === undefined ? await trialPassphrase(settings.dataDir) : null) ?? (await knownPassphrase(io, 'inbox')));
      const network = await readNetworkInForce(settings.dataDir, 'en');
      const db = await openDatabase(settings.database);
      try {
        return await work(await openInbox(db, keys, network?.network ?? null, io.clock), (id, state) => settleMessage(db, io.clock, 'desk', id, state));
      } finally {
        await db.destroy();
      }
    });

  command('init', "makes the desk's key", 'init').action((options: InboxOptions) =>
    runWith(options, async (settings) => {
      const file = keyFile(settings, options);
      if ((await stat(file).catch(() => null)) !== null) throw new PublishingError('publish.missingKeys', `${file} exists. Move it away first if the desk is to have a new key; what was sealed to the old one opens only with the old one.`);
      const key = await makeDeskKey({ dataDir: settings.dataDir, file, passphrase: await newPassphrase(io, 'inbox'), cost: io.kdf ?? deskKdfCost, now: io.clock() });
      await sodium.ready;
      io.out(`Key file: ${file}. Keep it at the desk, and a copy in a safe; without it and its passphrase nothing that is sealed to the desk can be opened.`);
      io.out(`Fingerprint: ${keyFingerprint(sodium, key)}`);
      io.out('People can write to the desk once it is published: npm run secretariat -- network publish <folder>, or network request with keys that people hold.');
      return 0;
    }),
  );
  command('list', 'lists what waits, the oldest first', 'list').action((options: InboxOptions) =>
    withInbox(options, async (found) => {
      io.out(found.length === 0 ? 'Nothing waits.' : `Messages: ${found.length}`);
      for (const message of found) io.out(`  ${headLine(message)}`);
      return 0;
    }),
  );
  command('show <id>', 'shows a message, named by the beginning of its id', 'show 3fa81c0e').action((id: string, options: InboxOptions) =>
    withInbox(options, async (found) => {
      for (const line of messageLines(one(found, id))) io.out(line);
      return 0;
    }),
  );
  command('export <folder>', 'writes every message as a text file into a new folder', 'export inbox-november')
    .option('--remove', 'takes the exported messages off the server once they are written')
    .action((folder: string, options: InboxOptions) =>
      withInbox(options, async (found, mark) => {
        const files = await exportMessages(path.resolve(folder), found);
        io.out(`${files.length} messages in ${path.resolve(folder)}. They are plain text now: keep the folder as safe as the key.`);
        if (options.remove === true) for (const message of found) if (message.body !== null) await mark(message.id, 'kept');
        return 0;
      }),
    );
  command('receipt <id>', 'tells the sender that the message was read', 'receipt 3fa81c0e').action((id: string, options: InboxOptions) =>
    withInbox(options, async (found, mark) => {
      const message = one(found, id);
      if (message.body === null) throw new SettingError('This message could not be opened, so nothing was said to its sender.');
      await mark(message.id, 'opened');
      io.out('The sender sees at the next exchange that it was read.');
      return 0;
    }),
  );
  command('fingerprint', "shows the fingerprint of the desk's key, to be read out on the telephone", 'fingerprint').action((options: InboxOptions) =>
    runWith(options, async (settings) => {
      const key = await readDeskKey(settings.dataDir);
      if (key === null) throw new SettingError('The desk has no key yet. Make one: inbox init');
      await sodium.ready;
      io.out(keyFingerprint(sodium, key));
      return 0;
    }),
  );
  return inbox;
}

function one(found: readonly InboxMessage[], id: string): InboxMessage {
  const fits = /^[0-9a-f]{6,32}$/u.test(id) ? found.filter((message) => message.id.startsWith(id)) : [];
  const [only] = fits;
  if (only === undefined || fits.length > 1) throw new SettingError(fits.length > 1 ? 'More than one message begins like that. Give more of the id.' : 'No message that waits has this id. Name it by the characters that "list" shows in brackets.');
  return only;
}
