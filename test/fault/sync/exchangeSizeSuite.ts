/**
 * Length instead of chance: sixty days without a network, a note of 10 MB, 50,000 notes, 100,000 operations, each between two of the app's own
 * vaults and the real server. `rounds` is the share of that, in percent.
 */
import * as Y from 'yjs';
import { startNote } from '../../../renderer/vault/engine/noteDocument.ts';
import { start, testFolders } from '../../contract/secretariatFixture.ts';
import { insist, type FaultSuite } from '../faultSuite.ts';
import { valueOf } from '../vaultRig.ts';
import type { SimDevice } from './simDevice.ts';
import { devicesOfOnePerson, exchanged, noteOf, type SimPerson } from './simPerson.ts';

interface Part {
  readonly name: string;
  /** Answers what was done, in words, once both devices hold the same. */
  readonly run: (person: SimPerson, share: number) => Promise<string>;
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
};
const written = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
const both = ({ devices }: SimPerson): readonly [SimDevice, SimDevice] => devices as readonly [SimDevice, SimDevice];
const vaultOf = ({ vault }: SimDevice) => vault ?? expectVault();
function expectVault(): never {
  throw new Error('the device does not run');
}

/** Whether a note is the same on both, and how long its text is. */
async function sameText(person: SimPerson, id: string): Promise<number> {
  const [first, second] = await Promise.all(both(person).map(async (device) => (await vaultOf(device).queue.document({ kind: 'note', id })).doc));
  insist(first !== undefined && second !== undefined, 'the note is on both devices');
  insist(Buffer.from(Y.encodeStateAsUpdate(first)).equals(Buffer.from(Y.encodeStateAsUpdate(second))), 'the note is the same on both devices, byte for byte');
  return first.getXmlFragment('body').toArray().reduce((sum, line) => sum + (line instanceof Y.XmlText ? line.length : 0), 0);
}

const sixtyDays: Part = {
  name: 'sixty days away',
  async run(person, share) {
    const [desk, travel] = both(person);
    const days = Math.max(3, Math.round(60 * share));
    const id = await noteOf(desk, 'Shared', 'common x');
    for (const device of [desk, travel, desk]) await exchanged(device);
    for (let day = 0; day < days; day += 1) {
      for (let time = 0; time < 5; time += 1) {
        insist(await travel.type(id, day / days, `t${day}-${time}x`), 'saved on the road');
        insist(await desk.type(id, time / 5, `d${day}-${time}x`), 'saved at the desk');
      }
      await exchanged(desk);
    }
    const took = await seconds(async () => {
      for (const device of [travel, desk, travel]) await exchanged(device);
    });
    await sameText(person, id);
    const text = (await desk.content()).get(`note/${id}`) ?? '';
    for (let day = 0; day < days; day += 1) for (let time = 0; time < 5; time += 1) for (const word of [`t${day}-${time}x`, `d${day}-${time}x`]) insist(text.split(word).length === 2, `${word} stands there once`);
    return `${days} days on two sides, ${days * 10} changes: together again in ${written(took)}`;
  },
};

const largeNote: Part = {
  name: 'a large note',
  async run(person, share) {
    const [desk, travel] = both(person);
    const bytes = Math.max(200_000, Math.round(10_000_000 * share));
    const id = await noteOf(desk, 'Annex', 'abcdefghi x'.repeat(Math.ceil(bytes / 11)));
    const sent = await seconds(() => exchanged(desk));
    const fetched = await seconds(() => exchanged(travel));
    const length = await sameText(person, id);
    insist(length >= bytes, 'the whole note is there');
    return `${(bytes / 1e6).toFixed(1)} MB sent in ${written(sent)}, fetched in ${written(fetched)}`;
  },
};

const manyNotes: Part = {
  name: 'many notes',
  async run(person, share) {
    const [desk, travel] = both(person);
    const notes = Math.max(500, Math.round(50_000 * share));
    const vault = vaultOf(desk);
    const situation = valueOf((await desk.command('createSituation', { name: 'Many' })) ?? expectVault()) as { readonly id: string };
    const { compartment } = await vault.queue.document({ kind: 'situation', id: situation.id });
    const made = await seconds(async () => {
      for (let from = 0; from < notes; from += 1_000) {
        const some = Array.from({ length: Math.min(1_000, notes - from) }, (_, at) => {
          const doc = new Y.Doc();
          startNote(doc, vault.deviceId, situation.id, { title: `Note ${from + at}` }, '2026-11-21T08:00:00.000Z');
          doc.getXmlFragment('body').insert(0, [new Y.XmlText(`The road was closed for the ${from + at}th time. `.repeat(6))]);
          return { key: `note/${(from + at).toString(16).padStart(32, '0')}`, compartment, update: Y.encodeStateAsUpdate(doc), changedAt: '2026-11-21T08:00:00.000Z' };
        });
        insist(valueOf(await vault.exchanged.take(some)) === some.length, 'the notes are saved');
      }
    });
    const sent = await seconds(() => exchanged(desk));
    const fetched = await seconds(() => exchanged(travel));
    await exchanged(desk);
    const nothing = await seconds(() => exchanged(desk));
    const keys = new Set(await vaultOf(travel).exchanged.everyKey());
    for (let at = 0; at < notes; at += 1) insist(keys.has(`note/${at.toString(16).padStart(32, '0')}`), `note ${at} is there`);
    for (const at of [0, Math.floor(notes / 2), notes - 1]) await sameText(person, at.toString(16).padStart(32, '0'));
    return `${notes.toLocaleString('en')} notes made in ${written(made)}, sent in ${written(sent)}, fetched in ${written(fetched)}; an exchange that finds nothing ${(nothing * 1_000).toFixed(0)} ms`;
  },
};

const manyOperations: Part = {
  name: 'many operations',
  async run(person, share) {
    const [desk, travel] = both(person);
    const operations = Math.max(1_000, Math.round(100_000 * share));
    const id = await noteOf(desk, 'Log', 'begin x');
    for (const device of [desk, travel, desk]) await exchanged(device);
    const typed = await seconds(async () => {
      for (const [turn, device] of both(person).entries()) {
        const { doc } = await vaultOf(device).queue.document({ kind: 'note', id });
        const editor = new Y.Doc();
        Y.applyUpdate(editor, Y.encodeStateAsUpdate(doc));
        let update: Uint8Array = new Uint8Array(0);
        editor.on('update', (made: Uint8Array) => (update = made));
        const line = editor.getXmlFragment('body').get(0) as Y.XmlText;
        for (let at = 0; at < operations / 2; at += 1) {
          // Typing, and now and then taking something back.
          if (at % 10 === 9) line.delete(Math.max(0, line.length - 2), 1);
          else line.insert(turn === 0 ? line.length : 0, String.fromCharCode(97 + (at % 26)));
          const saved = vaultOf(device).queue.type({ kind: 'note', id }, update);
          if (at % 200 === 199) {
            await vaultOf(device).queue.flush();
            valueOf(await saved);
          }
        }
        valueOf(await vaultOf(device).queue.flush());
      }
    });
    const crossed = await seconds(async () => {
      for (const device of [desk, travel, desk]) await exchanged(device);
    });
    await sameText(person, id);
    return `${operations.toLocaleString('en')} operations typed and saved on two sides in ${written(typed)}, exchanged in ${written(crossed)}`;
  },
};

export async function exchangeSizes(share: number, say: (line: string) => void): Promise<number> {
  const folders = await testFolders();
  const running = await start(await folders.make(), undefined, { limits: { sessionsPerMinute: 1_000_000, syncPerMinute: 1_000_000 } });
  const parts = [sixtyDays, largeNote, manyNotes, manyOperations];
  try {
    for (const part of parts) say(`${part.name}: ${await part.run(await devicesOfOnePerson(running, ['desk', 'laptop']), share)}`);
    return parts.length;
  } finally {
    await running.stop();
    await folders.remove();
  }
}

export const exchangeSize: FaultSuite = {
  name: 'exchange-size',
  about: 'sixty days away, a note of 10 MB, 50,000 notes, 100,000 operations; both devices end with the same, byte for byte',
  rounds: { full: 100, ci: 1 },
  async run({ rounds, say }) {
    const parts = await exchangeSizes(rounds / 100, say);
    return { done: `${parts} parts at ${rounds} % of their size` };
  },
};
