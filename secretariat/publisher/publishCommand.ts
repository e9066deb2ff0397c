import path from 'node:path';
import { parseArgs } from 'node:util';
import { formatContentProblem } from '../../shared/content/contentProblem.ts';
import type { SectionChange } from '../../shared/domain/editionChanges.ts';
import { ensureTrialSecretariat } from './ensureTrialSecretariat.ts';
import { publishFolder } from './publishFolder.ts';
import { PublishingError } from './publishingError.ts';
import { defaultDataDir } from './trialSecretariat.ts';

export interface CommandIo {
  out(line: string): void;
  err(line: string): void;
  env: Readonly<Record<string, string | undefined>>;
  clock: () => Date;
}

const maxWarnings = 10;

const publishHelp = `Signs a folder of Markdown and publishes it as the next edition.

  npm run secretariat -- publish <folder> [--note "What is new"] [--edition 2026.2] [--data <folder>]

The folder holds one folder for each chapter and one Markdown file for each section:

  my-manual/01-commitment/01-what-was-agreed.md
  my-manual/01-commitment/02-three-pillars.md

The name of a file without its number is what identifies the section, so keep it when you change
the text. The sections of the folder replace the Manual; toolkits, the programme, the glossary and
whatever else the folder does not hold are kept as they are.

  --note      a word on what is new, shown to readers beside the list of changes
  --edition   name of the edition; without it, the next one of the year
  --data      data folder of the Secretariat; without it, FOCALPOINT_SECRETARIAT_DATA or secretariat-data

Nothing is published when a file has a fault. Each fault is listed with its line and what to do.`;

/** `publish <folder>`. Answers the exit code: 0 published or nothing new, 1 refused, 2 not understood. */
export async function publishCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  let args;
  try {
    args = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { note: { type: 'string' }, edition: { type: 'string' }, data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    io.err(error instanceof Error ? error.message : String(error));
    io.err(publishHelp);
    return 2;
  }
  if (args.values.help) {
    io.out(publishHelp);
    return 0;
  }
  const [folder, ...more] = args.positionals;
  if (folder === undefined || more.length > 0) {
    io.err(folder === undefined ? 'Name the folder to publish.' : 'Name one folder. Put its name in quotation marks when it has spaces.');
    io.err(publishHelp);
    return 2;
  }
  const dataDir = args.values.data === undefined ? defaultDataDir(io.env) : path.resolve(args.values.data);
  try {
    await ensureTrialSecretariat(dataDir, { clock: io.clock });
    const published = await publishFolder({ dataDir, folder: path.resolve(folder), edition: args.values.edition, note: args.values.note, clock: io.clock });
    io.out(`Edition ${published.edition} (number ${published.number}) is signed and published.`);
    for (const line of changeLines(published)) io.out(line);
    if (published.warnings.length > 0) {
      io.err(`${published.warnings.length} references lead nowhere. They were so before, or stand in parts that are kept from the edition before:`);
      for (const warning of published.warnings.slice(0, maxWarnings)) io.err(`  ${formatContentProblem({ ...warning, file: warning.file || 'kept part' })}`);
      if (published.warnings.length > maxWarnings) io.err(`  and ${published.warnings.length - maxWarnings} more`);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof PublishingError)) throw error;
    for (const line of error.lines()) (error.code === 'publish.unchanged' ? io.out : io.err)(line);
    return error.code === 'publish.unchanged' ? 0 : 1;
  }
}

function changeLines(changes: { added: readonly SectionChange[]; changed: readonly SectionChange[]; removed: readonly SectionChange[]; moved: readonly SectionChange[] }): string[] {
  const lines = (title: string, list: readonly SectionChange[]): string[] => (list.length === 0 ? [] : [`${title}: ${list.length}`, ...list.map((entry) => `  ${entry.number} ${entry.title}`)]);
  const all = [...lines('New', changes.added), ...lines('Changed', changes.changed), ...lines('Removed', changes.removed), ...lines('Moved', changes.moved)];
  return all.length > 0 ? all : ['No section of the Manual changed.'];
}
