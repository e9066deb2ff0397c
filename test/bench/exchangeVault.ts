/**
 * For information: the same exchange through the app's whole vault, which revives each document, seals it anew for this device, and keeps lists
 * and texts. In Node with a database in memory (fake-indexeddb), which is slower than a browser's.
 */
import sodium from 'libsodium-wrappers-sumo';
import * as Y from 'yjs';
import { situationsParent } from '../../renderer/vault/engine/documentKinds.ts';
import { startNote } from '../../renderer/vault/engine/noteDocument.ts';
import { SimDevice } from '../fault/sync/simDevice.ts';
import { SimRandom } from '../fault/sync/simRandom.ts';
import { passphrase, valueOf } from '../fault/vaultRig.ts';
import { startBenchServer } from './benchServer.ts';
import { timed, type Row } from './samples.ts';

const notes = 1_000;
const seconds = (ms: number): string => (ms / 1_000).toFixed(1);

export async function exchangeVaultRows(): Promise<Row[]> {
  await sodium.ready;
  const server = await startBenchServer();
  try {
    const [first, second] = [new SimDevice('first', new SimRandom(1)), new SimDevice('second', new SimRandom(2))];
    await first.start('new');
    const situationId = await filled(first);
    const keys = await keysOf(first);
    const member = await server.admit(keys.signKey, null);
    first.member = member;
    await second.start(valueOf(await vaultOf(first).keySlots.share(passphrase, { [member.deviceId]: keys })));
    const others = await keysOf(second);
    second.member = await server.admit(others.signKey, member.accountId);
    await first.introduce({ [second.member.deviceId]: others });
    await second.introduce({ [member.deviceId]: keys });
    const push = await timed(async () => valueOf((await first.exchange()) ?? expectAlive()));
    let listed = 0;
    const began = performance.now();
    const looking = setInterval(() => {
      void vaultOf(second).read({ name: 'notes', situationId }).then((list) => {
        if (list.length > 0) listed ||= performance.now() - began;
      });
    }, 25);
    const pull = await timed(async () => valueOf((await second.exchange()) ?? expectAlive()));
    clearInterval(looking);
    const list = await vaultOf(second).read({ name: 'notes', situationId });
    if (list.length !== notes) throw new Error(`only ${list.length} notes are listed`);
    return [{ what: `Exchange of ${notes.toLocaleString('en')} notes through the whole vault, once, for information`, measured: `sent in ${seconds(push)} s, fetched in ${seconds(pull)} s, first notes listed after ${seconds(listed || pull)} s`, against: 'a database in memory, in Node', ratio: '–' }];
  } finally {
    await server.stop();
  }
}

async function filled(device: SimDevice): Promise<string> {
  const vault = vaultOf(device);
  const { id: situationId } = valueOf((await device.command('createSituation', { name: 'Market' })) ?? expectAlive()) as { readonly id: string };
  const compartment = await vault.views.compartment(situationsParent, { kind: 'situation', id: situationId });
  if (compartment === undefined) throw new Error('no compartment');
  const saves = Array.from({ length: notes }, (_, number) =>
    vault.queue.edit({ kind: 'note', id: vault.newId() }, compartment, (doc) => {
      startNote(doc, vault.deviceId, situationId, { title: `Note ${number}`, place: '', observedOn: null, observedPrecision: 'day', reliability: 'B', credibility: '2' }, vault.now());
      const paragraph = new Y.XmlElement('paragraph');
      doc.getXmlFragment('body').insert(0, [paragraph]);
      paragraph.insert(0, [new Y.XmlText(`the road to the market was closed again ${number} `.repeat(40))]);
    }),
  );
  for (const saved of await Promise.all(saves)) valueOf(saved);
  return situationId;
}

function vaultOf({ vault }: SimDevice) {
  return vault ?? expectAlive();
}

async function keysOf(device: SimDevice) {
  const { signKey, boxKey } = valueOf(await vaultOf(device).exchanged.signing());
  return { signKey, boxKey };
}

function expectAlive(): never {
  throw new Error('the device does not run');
}

if (import.meta.main) console.log(await exchangeVaultRows());
