/** More notes than one answer or one batch can carry: in which order they cross, and what is told meanwhile. */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { situationsParent } from '../../../renderer/vault/engine/documentKinds.ts';
import { startNote } from '../../../renderer/vault/engine/noteDocument.ts';
import { advancePercent, type ExchangeAdvance } from '../../../shared/domain/vault/exchangeState.ts';
import { valueOf } from '../vaultRig.ts';
import type { SimDevice } from './simDevice.ts';
import { devicesOfOnePerson, exchanged } from './simPerson.ts';
import { syncServer } from './syncServer.ts';

const secretariat = syncServer();
const notes = 500;
/** Their texts, in words that do not repeat. */
const bytesOfText = 6_000;

function vaultOf({ vault }: SimDevice) {
  if (vault === null) throw new Error('the device does not run');
  return vault;
}

/** A situation with notes, the later the number the later they were changed. */
async function filled(device: SimDevice, count = notes, textBytes = bytesOfText): Promise<string> {
  const vault = vaultOf(device);
  const made = await device.command('createSituation', { name: 'Market' });
  if (made === null) throw new Error('the program ended');
  const { id } = valueOf(made) as { readonly id: string };
  const compartment = await vault.views.compartment(situationsParent, { kind: 'situation', id });
  if (compartment === undefined) throw new Error('no compartment');
  for (let number = 0; number < count; number += 1) {
    const changedAt = new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString();
    valueOf(await vault.queue.edit({ kind: 'note', id: vault.newId() }, compartment, (doc) => {
      startNote(doc, vault.deviceId, id, { title: `Note ${number}`, place: '', observedOn: null, observedPrecision: 'day', reliability: 'B', credibility: '2' }, changedAt);
      const paragraph = new Y.XmlElement('paragraph');
      doc.getXmlFragment('body').insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText(Buffer.from(vault.sodium.randombytes_buf(textBytes / 2)).toString('hex'))]);
    }, changedAt));
  }
  return id;
}

it('go newest first behind what they are shown in, and how far it has come is told on both sides', async () => {
  const [first, second] = (await devicesOfOnePerson(secretariat.running, ['first', 'second'])).devices as readonly [SimDevice, SimDevice];
  const situationId = await filled(first);
  const told = { first: [] as ExchangeAdvance[], second: [] as ExchangeAdvance[] };
  first.onAdvance = (advance) => told.first.push(advance);
  let early: Promise<readonly string[]> | null = null;
  second.onAdvance = (advance) => {
    told.second.push(advance);
    early ??= vaultOf(second).read({ name: 'notes', situationId }).then((list) => list.map(({ title }) => title));
  };
  await exchanged(first);
  await exchanged(second);

  for (const [way, advances] of [['send', told.first], ['fetch', told.second]] as const) {
    expect(advances.length, way).toBeGreaterThan(1);
    for (const [at, advance] of advances.entries()) {
      expect(advance.way).toBe(way);
      expect(advance.done, way).toBeGreaterThan(advances[at - 1]?.done ?? 0);
      expect(advance.of, way).toBeGreaterThan(advance.done);
    }
  }
  expect(told.first.at(-1)?.of).toBeGreaterThanOrEqual(notes);
  // With the first answer the situation is there, and of its notes those that were changed last.
  const listed = await (early as Promise<readonly string[]> | null);
  expect(listed?.length).toBeGreaterThan(20);
  expect(listed?.length).toBeLessThan(notes);
  expect(listed).toEqual(Array.from({ length: listed?.length ?? 0 }, (_, at) => `Note ${notes - 1 - at}`));
  expect(await vaultOf(second).read({ name: 'notes', situationId })).toHaveLength(notes);
  // What is there already takes no second page, so there is nothing to tell.
  told.second.length = 0;
  await exchanged(second);
  expect(told.second).toEqual([]);
}, 60_000);

/** The most documents that were being read, or were read and not yet in a batch, when another reading began. */
function mostRead(device: SimDevice): () => number {
  const { exchanged: store } = vaultOf(device);
  const outgoing = store.outgoing.bind(store);
  let reading = 0;
  let most = 0;
  store.outgoing = async (key) => {
    reading += 1;
    most = Math.max(most, reading);
    const document = await outgoing(key);
    // Put into a batch a turn later at the earliest.
    setImmediate(() => (reading -= 1));
    return document;
  };
  return () => most;
}

it.each([
  { what: 'small ones are read two dozen at a time', textBytes: 40, count: 100, least: 20, most: 26 },
  { what: 'behind the first large one no more are read than were begun by then', textBytes: 300_000, count: 16, least: 1, most: 9 },
])('$what', async ({ textBytes, count, least, most }) => {
  const [device] = (await devicesOfOnePerson(secretariat.running, ['first'])).devices as readonly [SimDevice];
  await exchanged(device);
  await filled(device, count, textBytes);
  const read = mostRead(device);
  await exchanged(device);
  expect(read()).toBeGreaterThanOrEqual(least);
  expect(read()).toBeLessThanOrEqual(most);
}, 60_000);

it('are told in steps of ten, and never as all', () => {
  expect([0, 9, 10, 55, 99, 100].map((done) => advancePercent({ way: 'send', done, of: 100 }))).toEqual([0, 0, 10, 50, 90, 90]);
  expect(advancePercent({ way: 'fetch', done: 0, of: 0 })).toBe(0);
});
