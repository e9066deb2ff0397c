import path from 'node:path';
import { Command } from 'commander';
import { PublishingError } from '../publishingError.ts';
import { defaultDataDir } from '../trialSecretariat.ts';
import { checkAction, diffAction, importAction, initAction, newKeyAction, packAction, previewAction, publishAction, requestAction, rolloutAction, rotateAction, signAction, translateAction, translatorsAction, withdrawAction, type FolderOptions, type Place } from './deskActions.ts';
import type { DeskIo } from './deskIo.ts';
import { deskStatus } from './deskStatus.ts';

interface PlaceOptions {
  readonly data?: string;
  readonly language: string;
}

const run = 'npm run secretariat -- desk';

const steps = `
The way of an edition, in order:

  ${run} import manual.docx --out my-manual    once, where the text is in Word
  ${run} check my-manual           is the folder in order?
  ${run} preview my-manual         read it as readers will
  ${run} diff my-manual            what does it change?
  ${run} request my-manual         make the file that the signers get
  ${run} sign <request> --key <key file>       each signer, on their own machine
  ${run} publish <request>         once enough have signed

All of it is explained, step by step, in docs/publishing.md.`;

/** `desk`: publishing with keys that people hold. `progress` tells what people let the Secretariat know, or null where that is not in the data folder. `setExit` is told the exit code of a command that ended in a refusal. */
export function deskCommand(io: DeskIo, options: { readonly colour: boolean; setExit(code: number): void; progress?(dataDir: string): Promise<readonly string[] | null> }): Command {
  const desk = new Command('desk').description('publishes editions with keys that people hold: draft, compare, sign, publish, withdraw, pack').usage('<command> [options]').addHelpText('after', steps);
  desk.helpCommand('help [command]', 'explains a command');

  const command = (name: string, description: string, example: string): Command =>
    desk
      .command(name)
      .description(description)
      .option('--data <folder>', 'data folder of the Secretariat (default: FOCALPOINT_SECRETARIAT_DATA, or secretariat-data beside the program)')
      .option('--language <code>', 'language of the edition', 'en')
      .addHelpText('after', `\nExample:\n\n  ${run} ${example}\n`);
  const fromFolder = (made: Command): Command =>
    made
      .option('--edition <name>', 'name of the edition, such as 2026.2; without it, the next one of the year')
      .option('--note <text>', 'a word on what is new, shown to readers')
      .option('--wording <ids>', 'questions, by id and comma, whose edit changes their words and not their meaning; "all" for all of them');
  const guarded = async (work: (place: Place) => Promise<number | void>, values: PlaceOptions): Promise<void> => {
    try {
      options.setExit((await work({ dataDir: values.data === undefined ? defaultDataDir(io.env) : path.resolve(values.data), language: values.language })) ?? 0);
    } catch (error) {
      if (!(error instanceof PublishingError)) throw error;
      for (const line of error.lines()) (error.code === 'publish.unchanged' ? io.out : io.err)(line);
      options.setExit(error.code === 'publish.unchanged' ? 0 : 1);
    }
  };

  command('init', 'makes the roles and keys of a Secretariat', 'init --data our-secretariat --pilot')
    .option('--pilot', 'three root keys of which two sign, instead of five of which three sign')
    .action((values: PlaceOptions & { pilot?: boolean }) => guarded((place) => initAction(place, values.pilot === true, io), values));
  command('import <source>', 'makes a folder of the Manual from a Word document (.docx) or from plain Markdown, with an id for each section, and reports what did not carry over', 'import "Manual 2026.docx" --out my-manual')
    .option('--out <folder>', 'the folder to make; it must not exist yet')
    .action((source: string, values: PlaceOptions & { out?: string }) => guarded((place) => importAction(place, source, values, io), values));
  fromFolder(command('check <folder>', 'says whether a folder is in order, and writes nothing', 'check my-manual')).action((folder: string, values: PlaceOptions & FolderOptions) => guarded((place) => checkAction(place, folder, values, io), values));
  fromFolder(command('preview [folder]', 'writes a page that shows a folder, or the edition in force, as readers see it', 'preview my-manual --out preview.html'))
    .option('--out <file>', 'name of the page')
    .action((folder: string | undefined, values: PlaceOptions & FolderOptions & { out?: string }) => guarded((place) => previewAction(place, folder, values, io), values));
  fromFolder(command('diff <folder>', 'compares a folder with the edition in force, section by section', 'diff my-manual --html changes.html'))
    .option('--html <file>', 'writes the comparison as a page as well')
    .action((folder: string, values: PlaceOptions & FolderOptions & { html?: string }) => guarded((place) => diffAction(place, folder, values, io, options.colour), values));
  fromFolder(command('request <folder>', 'makes the file that is carried to the signers', 'request my-manual --note "Chapter 4 has new deadlines."'))
    .option('--percent <share>', 'give it to this share of devices first, 1 to 99; the others keep the edition before')
    .action((folder: string, values: PlaceOptions & FolderOptions) => guarded((place) => requestAction(place, folder, values, io), values));
  command('sign <request>', 'shows what a request changes and signs it; needs nothing but the request and a key file', 'sign edition-2026.2.request.json --key targets-1.key.json')
    .requiredOption('--key <file...>', 'key file, or several of them')
    .option('--yes', 'do not ask whether to sign; for tests')
    .action((request: string, values: PlaceOptions & { key: string[]; yes?: boolean }) => guarded(() => signAction(request, values.key, values, io, options.colour), values));
  command('publish <request> [signatures...]', 'publishes a request that enough people have signed', 'publish secretariat-data/requests/edition-2026.2.request.json').action((request: string, signatures: string[], values: PlaceOptions) => guarded((place) => publishAction(place, request, signatures, io), values));
  command('rollout', 'makes a request to let an edition that was given to a share of devices reach more of them', 'rollout --percent 100')
    .requiredOption('--percent <share>', 'share of devices from now on; 100 for all')
    .action((values: PlaceOptions & { percent: string }) => guarded((place) => rolloutAction(place, values, io), values));
  command('withdraw', 'makes a request to withdraw the edition in force; readers keep it and see why', 'withdraw --reason "Section 4.2 names a wrong deadline. A corrected edition follows this week."')
    .option('--reason <text>', 'shown to readers as it is')
    .option('--undo', 'takes a withdrawal back')
    .action((values: PlaceOptions & { reason?: string; undo?: boolean }) => guarded((place) => withdrawAction(place, values, io), values));
  command('translators <code>', 'makes a request that gives the translation into a language to people with keys of their own; without a key it is taken from them', 'translators fr --add translations-fr-3fa81c0e.public.json translations-fr-77ab0132.public.json')
    .option('--add <file...>', 'public key files of all translators of the language', [])
    .option('--threshold <number>', 'how many of them have to sign; two of them, or one where there is only one')
    .action((code: string, values: PlaceOptions & { add: string[]; threshold?: string }) => guarded((place) => translatorsAction(place, code, values, io), values));
  command('translate <code> <folder>', 'makes a request to publish a translation of the edition in force', 'translate fr my-manual-fr --note "Chapters 1 to 4."')
    .option('--note <text>', 'a word on what is new, shown to readers')
    .option('--still-right <ids>', 'sections, by id and comma, whose translation did not change and is right for the new original too; "all" for all of them')
    .action((code: string, folder: string, values: PlaceOptions & { note?: string; stillRight?: string }) => guarded((place) => translateAction(place, code, folder, values, io), values));
  command('pack [file]', 'writes the edition in force as one file for a stick', 'pack manual-2026.2.fpedition').action((file: string | undefined, values: PlaceOptions) => guarded((place) => packAction(place, file, io), values));
  command('new-key <role>', 'makes a key for a person: root, targets, snapshot, or translations-fr for a translator into French', 'new-key targets --holder "Second editor" --out my-stick')
    .option('--holder <words>', 'who holds it, in your own words')
    .option('--out <folder>', 'where the key file goes')
    .action((role: string, values: PlaceOptions & { holder?: string; out?: string }) => guarded((place) => newKeyAction(place, role, values, io), values));
  command('rotate', 'makes a request to replace keys, also to renew what is about to run out', 'rotate --remove 3fa81c0e --add targets-77ab0132.public.json')
    .option('--add <file...>', 'public key files to put in force', [])
    .option('--remove <key...>', 'beginnings of key ids to take out; "status" lists them', [])
    .option('--timestamp', 'replaces the key on the server')
    .action((values: PlaceOptions & { add: string[]; remove: string[]; timestamp?: boolean }) => guarded((place) => rotateAction(place, values, io), values));
  command('status', 'says what is in force, until when, and which requests wait', 'status').action((values: PlaceOptions) =>
    guarded(async (place) => {
      for (const line of await deskStatus(place.dataDir, place.language, io.clock())) io.out(line);
      for (const line of (await options.progress?.(place.dataDir)) ?? ["How many devices have which edition is not known here: the server's database is not in this folder."]) io.out(line);
    }, values),
  );
  return desk;
}
