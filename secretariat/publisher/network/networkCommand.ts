import path from 'node:path';
import { Command } from 'commander';
import { writeRequest } from '../desk/deskActions.ts';
import type { DeskIo } from '../desk/deskIo.ts';
import { networkRequest } from '../desk/makeRequest.ts';
import { ensureTrialSecretariat } from '../ensureTrialSecretariat.ts';
import { PublishingError } from '../publishingError.ts';
import { withRepositoryLock } from '../repositoryLock.ts';
import { defaultDataDir, keysDir, readTrial } from '../trialSecretariat.ts';
import { openTrialKeys } from '../trialKeys.ts';
import { draftNetwork } from './draftNetwork.ts';
import { writeNetwork } from './publishNetwork.ts';
import { recordNetwork } from './trialNetwork.ts';

interface Options {
  readonly data?: string;
  readonly language: string;
}

const run = 'npm run secretariat -- network';

/** `network`: directory, Steering Group, meetings, announcements and good practice, from a folder of YAML files. */
export function networkCommand(io: DeskIo, setExit: (code: number) => void): Command {
  const network = new Command('network').description('publishes what the network sees besides the Manual: directory, Steering Group, meetings, announcements, good practice').usage('<command> <folder> [options]');
  network.helpCommand('help [command]', 'explains a command');
  network.addHelpText('after', `\nThe folder holds desk.yaml, directory.yaml, steering-group.yaml, meetings.yaml, announcements.yaml and\ngood-practice.yaml; assets/network/en is an example.\n\nExamples:\n\n  ${run} check assets/network/en\n  ${run} diff my-network\n  ${run} publish my-network         with the keys of a trial\n  ${run} request my-network         with keys that people hold; then desk sign and desk publish\n`);
  const command = (name: string, description: string, work: (place: { dataDir: string; language: string; folder: string }) => Promise<void>): void => {
    network
      .command(`${name} <folder>`)
      .description(description)
      .option('--data <folder>', 'data folder of the Secretariat (default: FOCALPOINT_SECRETARIAT_DATA, or secretariat-data beside the program)')
      .option('--language <code>', 'language of what is published', 'en')
      .addHelpText('after', `\nExample:\n\n  ${run} ${name} my-network\n`)
      .action(async (folder: string, options: Options) => {
        try {
          const dataDir = options.data === undefined ? defaultDataDir(io.env) : path.resolve(options.data);
          await work({ dataDir, language: options.language, folder: path.resolve(folder) });
          setExit(0);
        } catch (error) {
          if (!(error instanceof PublishingError)) throw error;
          for (const line of error.lines()) (error.code === 'publish.unchanged' ? io.out : io.err)(line);
          setExit(error.code === 'publish.unchanged' ? 0 : 1);
        }
      });
  };
  const draft = (place: { dataDir: string; language: string; folder: string }) => draftNetwork({ ...place, now: io.clock() });

  command('check', 'says whether a folder is in order, and writes nothing', async (place) => {
    const { network: found, changes } = await draft(place);
    io.out(`The folder is in order: ${found.directory.length} in the directory, ${found.steeringGroup.length} seats, ${found.meetings.length} meetings, ${found.announcements.length} announcements, ${found.practice.length} practices; ${changes.length} changes.`);
    if (found.desk?.key === null) io.out('No key of the desk is published yet, so nobody can send it anything sealed. Make one: npm run secretariat -- inbox init');
  });
  command('diff', 'compares a folder with what is published, entry by entry', async (place) => {
    const { changes } = await draft(place);
    for (const line of changes.length === 0 ? ['Nothing differs.'] : changes) io.out(line);
  });
  command('publish', 'signs and publishes a folder with the keys of a trial Secretariat', async (place) => {
    await ensureTrialSecretariat(place.dataDir, { clock: io.clock });
    if ((await readTrial(place.dataDir)) === null) throw new PublishingError('publish.missingKeys', `This Secretariat's keys are held by people. Make a request instead: ${run} request <folder>`);
    await withRepositoryLock(place.dataDir, async () => {
      const found = await draft(place);
      await writeNetwork(place.dataDir, found, await openTrialKeys(keysDir(place.dataDir)), io.clock());
      await recordNetwork(place.dataDir, null);
      io.out(`Published for the network (number ${found.network.number}), ${found.changes.length} changes:`);
      for (const line of found.changes.slice(0, 40)) io.out(`  ${line}`);
    });
  });
  command('request', 'makes the file that is carried to the signers', async (place) => {
    const found = await draft(place);
    await writeRequest(place, `network-${found.network.number}`, await networkRequest(place.dataDir, found, io.clock()), io);
  });
  return network;
}
