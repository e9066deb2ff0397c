import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deskCommand } from '../../../secretariat/publisher/index.ts';
import { kdfFloor } from '../../../shared/crypto/passphraseKey.ts';

export interface TestDesk {
  readonly dataDir: string;
  readonly repository: string;
  /** Requests, signs and publishes a folder by the desk's own commands. */
  publish(folder: string, ...options: readonly string[]): Promise<void>;
  withdraw(reason: string): Promise<void>;
  /** Lets the edition in force reach another share of devices. */
  rollout(percent: number): Promise<void>;
}

/** A pilot Secretariat made by the desk, whose keys all lie in one folder. */
export async function openDesk(folder: string, clock: () => Date): Promise<TestDesk> {
  const dataDir = path.join(folder, 'desk');
  await mkdir(dataDir, { recursive: true });
  const passphrases = path.join(folder, 'desk-passphrase');
  await writeFile(passphrases, 'words for every key of this test desk\n');
  const key = (name: string): string => path.join(dataDir, 'keys-to-hand-out', `${name}.key.json`);
  const type = async (...words: readonly string[]): Promise<string> => {
    const lines: string[] = [];
    let exit = -1;
    const io = { out: (line: string) => void lines.push(line), err: (line: string) => void lines.push(line), env: { FOCALPOINT_PASSPHRASE_FILE: passphrases }, clock, ask: async () => null, kdf: kdfFloor };
    await deskCommand(io, { colour: false, setExit: (code) => void (exit = code) }).parseAsync([...words, '--data', dataDir], { from: 'user' });
    if (exit !== 0) throw new Error(lines.join('\n'));
    return lines.find((line) => line.startsWith('Request: '))?.slice('Request: '.length) ?? '';
  };
  const finish = async (request: string): Promise<void> => {
    await type('sign', request, '--key', key('targets-1'), key('targets-2'), key('snapshot-1'), '--yes');
    await type('publish', request);
  };
  await type('init', '--pilot');
  return {
    dataDir,
    repository: path.join(dataDir, 'repository'),
    publish: async (source, ...options) => finish(await type('request', source, ...options)),
    rollout: async (percent) => finish(await type('rollout', '--percent', String(percent))),
    withdraw: async (reason) => finish(await type('withdraw', '--reason', reason)),
  };
}
