import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskFs, type JournalFs } from '../../electron/vault/journalFs.ts';
import type { KeySlotsState } from '../../shared/domain/vault/keySlots.ts';
import type { Situation } from '../../shared/domain/vault/situation.ts';
import { codeOf, passphrase, readOnce, valueOf, VaultRig, type RunningVault } from './vaultRig.ts';

let rig: VaultRig;
beforeEach(async () => {
  rig = await VaultRig.make();
});
afterEach(() => rig.end());

const next = 'harbour cactus violin meadow tunnel oyster';

/** Whether this passphrase opens the vault in a new start. */
async function opens(typed: string): Promise<boolean> {
  const running = rig.start();
  const opened = await running.client.unlock(typed);
  if (opened.ok) {
    const names = (await readOnce<readonly Situation[]>(running.client, { name: 'situations' })).map(({ name }) => name);
    expect(names, 'what was saved is there').toEqual(['Kept']);
  } else expect(opened.error.code).toBe('vault.wrongPassphrase');
  await running.kill();
  return opened.ok;
}

async function startWithSituation(fs: JournalFs = diskFs): Promise<RunningVault> {
  const running = await rig.startNew({ fs });
  valueOf(await running.client.commands.createSituation({ name: 'Kept' }));
  return running;
}

/** Counts the operations that change the disk, and from the one numbered `at` on does none of them, nor any attempt to put things back: as when the power goes. */
function dyingFs(): { readonly fs: JournalFs; dieAt: (at: number, after: boolean) => void; died: () => boolean } {
  let left = Infinity;
  let alsoThisOne = false;
  let gone = false;
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    if (gone) throw Object.assign(new Error('the disk is gone'), { code: 'EIO' });
    if (left > 0) {
      left -= 1;
      return work();
    }
    gone = true;
    if (alsoThisOne) await work();
    throw Object.assign(new Error('the disk is gone'), { code: 'EIO' });
  };
  const fs: JournalFs = {
    ...diskFs,
    open: async (path, mode) => {
      const file = await step(() => diskFs.open(path, mode));
      return { ...file, write: (bytes, position) => step(() => file.write(bytes, position)), sync: () => step(() => file.sync()), truncate: (length) => step(() => file.truncate(length)) };
    },
    rename: (from, to) => step(() => diskFs.rename(from, to)),
    remove: (path) => step(() => diskFs.remove(path)),
    syncDirectory: (path) => step(() => diskFs.syncDirectory(path)),
  };
  return { fs, died: () => gone, dieAt: (at, after) => ([left, alsoThisOne] = [at, after]) };
}

describe('changing the passphrase', () => {
  it('lets the new one in and the old one no longer, three times in a row', async () => {
    const { client, kill } = await startWithSituation();
    expect(codeOf(await client.commands.changePassphrase(`${passphrase}x`, next))).toBe('vault.wrongPassphrase');
    expect(codeOf(await client.commands.changePassphrase(passphrase, '   '))).toBe('vault.passphraseEmpty');
    const chain = [passphrase, 'first change of three', 'second change of three', next];
    for (const [index, to] of chain.slice(1).entries()) valueOf(await client.commands.changePassphrase(chain[index] ?? '', to));
    valueOf(await client.commands.setTaskState('wk-01', 'done'));
    await kill();
    for (const old of chain.slice(0, -1)) expect(await opens(old), old).toBe(false);
    expect(await opens(next)).toBe(true);
  });

  it('cut off at any step of writing: the old or the new opens everything, and after that only one of them', async () => {
    let stops = 0;
    let byNew = 0;
    let byOld = 0;
    for (const after of [false, true]) {
      for (let at = 0; ; at++) {
        await rig.end();
        rig = await VaultRig.make();
        const disk = dyingFs();
        const running = await startWithSituation(disk.fs);
        disk.dieAt(at, after);
        const answer = await running.client.commands.changePassphrase(passphrase, next);
        await running.kill();
        if (!disk.died()) {
          valueOf(answer);
          break;
        }
        stops += 1;
        // In every second case the user comes back with the new one first.
        const [first, second] = at % 2 === 0 ? [next, passphrase] : [passphrase, next];
        const firstOpens = await opens(first);
        const secondOpens = await opens(second);
        expect([firstOpens, secondOpens].filter(Boolean), `step ${at}${after ? ' done' : ''}`).toHaveLength(1);
        if ((firstOpens ? first : second) === next) byNew += 1;
        else byOld += 1;
      }
    }
    expect(stops).toBeGreaterThan(20);
    expect(byNew).toBeGreaterThan(3);
    expect(byOld).toBeGreaterThan(3);
  }, 120_000);

  it('on a full disk changes nothing and says so', async () => {
    let writes = 0;
    let fullFrom = Infinity;
    const full = { ok: false, error: { code: 'vault.diskFull', retry: 'later', messageId: 'failure.vault.diskFull', details: {} } } as const;
    const running = await rig.startNew({ wrapStorage: (storage) => ({ ...storage, writeSlots: (file) => (++writes > fullFrom ? Promise.resolve(full) : storage.writeSlots(file)) }) });
    valueOf(await running.client.commands.createSituation({ name: 'Kept' }));
    fullFrom = writes;
    // Neither the change nor putting the old slots back can be written: nothing was added, and the user is told to try again.
    expect(codeOf(await running.client.commands.changePassphrase(passphrase, next))).toBe('vault.passphraseChangeOpen');
    fullFrom = writes + 1;
    expect(codeOf(await running.client.commands.changePassphrase(passphrase, next))).toBe('vault.passphraseChangeOpen');
    fullFrom = Infinity;
    await running.kill();
    expect(await opens(passphrase)).toBe(true);
    expect(await opens(next), 'the one that was used stays, the other goes').toBe(false);
  });
});

describe('the recovery sheet', () => {
  it('opens the vault when the passphrase is lost, and a new passphrase takes its place', async () => {
    const first = await startWithSituation();
    expect(await readOnce<KeySlotsState>(first.client, { name: 'keySlots' })).toMatchObject({ sheets: [] });
    expect(codeOf(await first.client.commands.makeRecoverySheet('not the passphrase'))).toBe('vault.wrongPassphrase');
    expect(codeOf(await first.client.commands.rehearseRecoverySheet('anchor '.repeat(24)))).toBe('vault.sheetChecksum');
    const sheet = valueOf(await first.client.commands.makeRecoverySheet(passphrase));
    expect(sheet.words).toHaveLength(24);
    expect(codeOf(await first.client.commands.rehearseRecoverySheet(sheet.words.slice(0, 23).join(' ')))).toBe('vault.sheetWordCount');
    valueOf(await first.client.commands.rehearseRecoverySheet(sheet.words.map((word, index) => `${index + 1}. ${word}`).join('\n')));
    expect((await readOnce<KeySlotsState>(first.client, { name: 'keySlots' }, ({ sheets }) => sheets[0]?.rehearsedAt != null)).sheets).toHaveLength(1);
    await first.kill();

    const second = rig.start();
    expect(codeOf(await second.client.recover(sheet.words.join(' '), ' '))).toBe('vault.passphraseEmpty');
    valueOf(await second.client.recover(sheet.words.join(' '), next));
    expect((await readOnce<readonly Situation[]>(second.client, { name: 'situations' })).map(({ name }) => name)).toEqual(['Kept']);
    await second.kill();
    expect(await opens(passphrase)).toBe(false);
    expect(await opens(next)).toBe(true);
  });

  it('that was tried stays good until the next one was tried', async () => {
    const { client, kill } = await startWithSituation();
    const old = valueOf(await client.commands.makeRecoverySheet(passphrase)).words.join(' ');
    valueOf(await client.commands.rehearseRecoverySheet(old));
    const never = valueOf(await client.commands.makeRecoverySheet(passphrase)).words.join(' ');
    const current = valueOf(await client.commands.makeRecoverySheet(passphrase)).words.join(' ');
    expect(codeOf(await client.commands.rehearseRecoverySheet(never))).toBe('vault.wrongSheet');
    valueOf(await client.commands.changePassphrase(passphrase, next));
    await kill();
    const second = rig.start();
    valueOf(await second.client.recover(old, passphrase));
    valueOf(await second.client.commands.rehearseRecoverySheet(current));
    await second.kill();
    const third = rig.start();
    expect(codeOf(await third.client.recover(old, next))).toBe('vault.wrongSheet');
    valueOf(await third.client.recover(current, next));
  });

  it('of another vault opens nothing, and without one the words open nothing', async () => {
    const { client, kill } = await startWithSituation();
    const foreign = valueOf(await client.commands.makeRecoverySheet(passphrase)).words.join(' ');
    await kill();
    await rig.end();
    rig = await VaultRig.make();
    const other = await startWithSituation();
    await other.kill();
    const again = rig.start();
    expect(codeOf(await again.client.recover(foreign, next))).toBe('vault.noSheet');
    expect(again.client.status()).toBe('locked');
  });

  it('and the passphrase leave no readable trace on the disk', async () => {
    const { client, kill } = await startWithSituation();
    const sheet = valueOf(await client.commands.makeRecoverySheet(passphrase));
    valueOf(await client.commands.changePassphrase(passphrase, next));
    await client.lock();
    await kill();
    const { readdir, readFile } = await import('node:fs/promises');
    const stored = Buffer.concat(await Promise.all((await readdir(rig.directory)).map((name) => readFile(`${rig.directory}/${name}`))));
    // Two words together: one alone, such as "recover", may be part of a name in the file's own format.
    const pairs = sheet.words.slice(1).flatMap((word, at) => [' ', '","', ',', '\n'].map((between) => `${sheet.words[at]}${between}${word}`));
    for (const trace of [...pairs, next, passphrase]) expect(stored.includes(trace), trace).toBe(false);
  });
});
