import { issueInvitation } from '../invitations.ts';
import type { Settings } from '../settings.ts';
import { startSecretariat } from '../startSecretariat.ts';
import { invitationLines } from './printInvitation.ts';

export interface ServeOptions {
  readonly invitation: boolean;
  /** Stops when standard input ends or says "stop", so that a program that started the server cannot leave it behind. */
  readonly stopWithStdin: boolean;
}

/** Runs the server until it is told to stop. */
export async function serveCommand(settings: Settings, options: ServeOptions): Promise<number> {
  const asked = stopRequest(options.stopWithStdin);
  try {
    return await serveUntil(asked, settings, options);
  } finally {
    // An open standard input would keep the process alive, also after a start that failed.
    if (options.stopWithStdin) process.stdin.destroy();
  }
}

async function serveUntil(asked: Promise<void>, settings: Settings, options: ServeOptions): Promise<number> {
  const running = await startSecretariat(settings);
  const edition = running.edition();
  const out = (line = ''): void => void process.stdout.write(`${line}\n`);
  out('The Secretariat is running.');
  out();
  out(`  Name         ${running.server.name}`);
  out(`  Address      ${running.address ?? running.listening}`);
  if (running.address !== null && running.address !== running.listening) out(`  Listens on   ${running.listening}`);
  out(`  Data folder  ${settings.dataDir}`);
  out(`  Database     ${settings.database.kind === 'sqlite' ? 'SQLite, in the data folder' : 'PostgreSQL'}`);
  out(`  Edition      ${edition === null ? 'none yet' : `${edition.edition} (number ${edition.number})`}`);
  out();
  if (running.address === null) {
    out('No invitation was made: people reach this server over a network, and the app joins only over https.');
    out('Put a proxy with a certificate in front of it and name its address: --address https://secretariat.example.org');
  } else if (options.invitation) {
    const invitation = await issueInvitation(running.db, () => new Date(), 'made when the server started');
    for (const line of invitationLines(invitation, { address: running.address, name: running.server.name, root: running.root })) out(line);
  }
  out();
  out('Stop it with Ctrl+C. More: npm run secretariat -- help');
  await asked;
  await running.stop();
  out('The Secretariat has stopped.');
  return 0;
}

function stopRequest(withStdin: boolean): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    if (!withStdin) return;
    process.stdin.on('data', (chunk: Buffer) => {
      if (chunk.toString('utf8').includes('stop')) resolve();
    });
    process.stdin.on('end', resolve);
    process.stdin.on('error', () => resolve());
  });
}
