/** `npm run secretariat`: the Secretariat's server and its tools, on one command line. */
import { Command, Option } from 'commander';
import { defaultDataDir, deskCommand, networkCommand, publishCommand, terminalAsk } from './publisher/index.ts';
import { inboxCommand } from './inbox/inboxCommand.ts';
import { backupCommand, restoreCommand } from './server/commands/backupCommand.ts';
import { devicesCommand } from './server/commands/devicesCommand.ts';
import { explainFailure } from './server/commands/explainFailure.ts';
import { inviteCommand } from './server/commands/inviteCommand.ts';
import { revokeCommand } from './server/commands/revokeCommand.ts';
import { serveCommand } from './server/commands/serveCommand.ts';
import { progressStatus, statusCommand } from './server/commands/statusCommand.ts';
import { readSettings, type OptionValues, type Settings } from './server/settings.ts';

const examples = `
Examples (everything after -- is for the Secretariat):

  npm run secretariat
      starts the server on this computer and prints an invitation

  npm run secretariat -- publish my-manual
      signs the folder my-manual and publishes it as the next edition;
      apps that are connected notice it within seconds

  npm run secretariat -- desk help
      publishing with keys that several people hold

  npm run secretariat -- invite --for "Ministry of Foreign Affairs"
      prints one more invitation, also while the server runs

  npm run secretariat -- network help
      publishing the directory, meetings and announcements

  npm run secretariat -- inbox list
      what people sealed to the desk

  npm run secretariat -- devices
      lists the devices that joined and the invitations that wait

  npm run secretariat -- status
      which editions are in use and how far the programme is, from those who agreed

  npm run secretariat -- --address https://secretariat.example.org
      starts the server behind a proxy that has a certificate

Settings can also be given in the environment: FOCALPOINT_SECRETARIAT_DATA, FOCALPOINT_DATABASE,
FOCALPOINT_PORT, FOCALPOINT_HOST, FOCALPOINT_ADDRESS, FOCALPOINT_NAME, FOCALPOINT_LOG.
All of it is explained in docs/secretariat.md.`;

// A reader that closes the pipe early, such as "head", must not end the server.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const out = (line: string): void => void process.stdout.write(`${line}\n`);
const err = (line: string): void => void process.stderr.write(`${line}\n`);

type AllOptions = OptionValues & { readonly invitation?: boolean; readonly stopWithStdin?: boolean; readonly for?: string };

/** Runs a command with its settings; a failure that can be explained ends in a sentence and exit code 1, never in a stack. */
async function run(options: AllOptions, work: (settings: Settings) => Promise<number>): Promise<void> {
  let settings: Settings | null = null;
  try {
    settings = readSettings(options, process.env, defaultDataDir(process.env));
    process.exitCode = await work(settings);
  } catch (error) {
    const lines = explainFailure(error, settings);
    if (lines === null) throw error;
    lines.forEach(err);
    process.exitCode = 1;
  }
}

const withData = (command: Command): Command =>
  command
    .option('--data <folder>', 'folder for everything the Secretariat keeps (default: secretariat-data beside the program)')
    .option('--database <address>', 'a PostgreSQL database, postgres://…, instead of SQLite in the data folder')
    .option('--address <url>', 'https address under which people reach the server; it stands in invitations');

const program = withData(new Command('secretariat'))
  .usage('[command] [options]')
  .description('The Secretariat of Focal Point Companion: serves signed editions and lets invited people join. Without a command it starts the server.')
  .helpCommand('help [command]', 'explains a command')
  .enablePositionalOptions()
  .option('--host <host>', 'address to listen on (default: 127.0.0.1, this computer only)')
  .option('--port <number>', 'port to listen on (default: 8420)')
  .option('--name <name>', 'name of the Secretariat as people see it')
  .option('--log <file>', 'log file, or - for standard output (default: logs/server.log in the data folder)')
  .option('--config <file>', 'configuration file, JSON; an option or the environment wins over it')
  .option('--tls-cert <file>', 'certificate, PEM, where the server speaks TLS itself')
  .option('--tls-key <file>', 'key of the certificate, PEM')
  .option('--trust-proxy', 'believe a proxy in front about who calls')
  .option('--no-invitation', 'do not print an invitation at the start')
  .addOption(new Option('--stop-with-stdin', 'stop when standard input ends').hideHelp())
  .addHelpText('after', examples)
  .action((options: AllOptions) => run(options, (settings) => serveCommand(settings, { invitation: options.invitation ?? true, stopWithStdin: options.stopWithStdin ?? false })));

program
  .command('publish')
  .description('signs a folder of Markdown and publishes it as the next edition')
  .usage('<folder> [options]')
  .argument('[words...]')
  .helpOption(false)
  .allowUnknownOption()
  .passThroughOptions()
  .action(async (words: string[]) => {
    const { data } = program.opts<AllOptions>();
    process.exitCode = await publishCommand([...(data === undefined ? [] : ['--data', data]), ...words], { out, err, env: process.env, clock: () => new Date() });
  });

const atDesk = { out, err, env: process.env, clock: () => new Date(), ask: terminalAsk };
const setExit = (code: number): void => {
  process.exitCode = code;
};

program.addCommand(networkCommand(atDesk, setExit));
program.addCommand(inboxCommand(atDesk, (options, work) => run({ ...program.opts<AllOptions>(), ...options }, work)));

program.addCommand(
  deskCommand(
    atDesk,
    {
      colour: process.stdout.isTTY && !process.env['NO_COLOR'],
      setExit,
      progress: (dataDir) => progressStatus(readSettings({ data: dataDir }, process.env, dataDir)),
    },
  ),
);

withData(program.command('invite'))
  .description('prints an invitation for one person')
  .option('--for <label>', 'your own note on whom it is for; only you see it')
  .action((options: AllOptions) => run({ ...program.opts<AllOptions>(), ...options }, (settings) => inviteCommand(settings, options.for ?? '', out)));

withData(program.command('devices'))
  .description('lists the devices that joined and the invitations that wait')
  .action((options: AllOptions) => run({ ...program.opts<AllOptions>(), ...options }, (settings) => devicesCommand(settings, out)));

withData(program.command('status'))
  .description('totals of what people agreed to let the Secretariat know: editions in use, tasks done')
  .action((options: AllOptions) => run({ ...program.opts<AllOptions>(), ...options }, (settings) => statusCommand(settings, out)));

withData(program.command('revoke'))
  .description('ends the access of a device that is lost or no longer used')
  .argument('<device>', 'the eight characters that "devices" shows in brackets')
  .action((device: string, options: AllOptions) => run({ ...program.opts<AllOptions>(), ...options }, (settings) => revokeCommand(settings, device, out)));

withData(program.command('backup'))
  .description('copies everything into a new folder, also while the server runs')
  .argument('<folder>', 'a folder that does not exist yet')
  .action((folder: string, options: AllOptions) => run({ ...program.opts<AllOptions>(), ...options }, (settings) => backupCommand(settings, folder, out)));

withData(program.command('restore'))
  .description('puts a backup into an empty data folder')
  .argument('<folder>', 'folder that "backup" made')
  .action((folder: string, options: AllOptions) => run({ ...program.opts<AllOptions>(), ...options }, (settings) => restoreCommand(settings, folder, out)));

await program.parseAsync();
