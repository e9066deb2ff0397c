/**
 * The exchange engine against what cannot be left out: the same bytes appended by bare requests, and streamed back. Both ends on loopback, the
 * real server, a vault in memory, so that the engine, its sealing and its protocol are measured and not a database in the browser.
 */
import sodium from 'libsodium-wrappers-sumo';
import * as Y from 'yjs';
import { createSyncTransport } from '../../electron/secretariat/syncTransport.ts';
import { SyncEngine } from '../../renderer/vault/sync/syncEngine.ts';
import { syncContentType, syncPaths } from '../../shared/contracts/syncApi.ts';
import { start, testFolders } from '../contract/secretariatFixture.ts';
import { SimServer } from '../fault/sync/simServer.ts';
import { memoryVault, type MemoryVault } from './memoryVault.ts';
import { type Row, ratio, timed, timing, written } from './samples.ts';

const notes = 10_000;
const rounds = 5;
const words = 'the road to the market was closed again and two families left before dawn while the district office said nothing about the escorts '.split(' ');

/** About 2 KB of text, different for each note. */
function noteUpdate(number: number): Uint8Array {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement('paragraph');
  doc.getXmlFragment('body').insert(0, [paragraph]);
  paragraph.insert(0, [new Y.XmlText(Array.from({ length: 340 }, (_, at) => words[(at * (number + 7) + number) % words.length]).join(' '))]);
  return Y.encodeStateAsUpdate(doc);
}

export async function exchangeRows(): Promise<Row[]> {
  await sodium.ready;
  const folders = await testFolders();
  const running = await start(await folders.make(), undefined, { limits: { sessionsPerMinute: 1_000_000, syncPerMinute: 1_000_000 } });
  const updates = Array.from({ length: notes }, (_, number) => noteUpdate(number));
  const samples = { push: [] as number[], pull: [] as number[], append: [] as number[], stream: [] as number[], few: [] as number[], many: [] as number[] };
  let [sent, ciphertext, requests, noopBytes] = [0, 0, 0, 0];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const server = new SimServer(running);
      await server.begin();
      const first = memoryVault(sodium, null);
      const second = memoryVault(sodium, first);
      const batches: Buffer[] = [];
      const traffic = { bytes: 0, requests: 0 };
      const counted = async (url: string, init: RequestInit): Promise<Response> => {
        const body = init.body instanceof Buffer ? init.body : Buffer.from(typeof init.body === 'string' ? init.body : '');
        if (url.endsWith(syncPaths.push)) batches.push(body);
        traffic.requests += 1;
        const response = await fetch(url, init);
        const answer = Buffer.from(await response.arrayBuffer());
        traffic.bytes += body.byteLength + answer.byteLength + headersOf(init.headers) + headersOf(response.headers);
        return new Response(answer, { status: response.status, headers: response.headers });
      };
      const engineOf = async (vault: MemoryVault, name: string) => {
        const member = await server.admit(vault.keys.signKey, name);
        const transport = createSyncTransport({ fetch: counted, joined: () => Promise.resolve(member) });
        const engine = new SyncEngine({ vault: vault.port, transport: { syncMember: transport.member, syncChallenge: transport.challenge, syncSession: transport.session, syncPush: transport.push, syncPull: transport.pull, syncRevoke: transport.revoke }, now: () => new Date().toISOString() });
        return { member, engine, token: transport.token };
      };
      const [one, two] = [await engineOf(first, 'one'), await engineOf(second, 'two')];
      await one.engine.introduce({ [two.member.deviceId]: { signKey: second.keys.signKey, boxKey: second.keys.boxKey } });
      await two.engine.introduce({ [one.member.deviceId]: { signKey: first.keys.signKey, boxKey: first.keys.boxKey } });
      await one.engine.exchange();
      await two.engine.exchange();
      batches.length = 0;
      for (const [number, update] of updates.entries()) first.write(`note/${number}`, update);
      samples.push.push(await timed(() => one.engine.exchange()));
      sent = batches.reduce((sum, batch) => sum + batch.byteLength, 0);
      ciphertext = sent - batches.length - first.sealed.records * 113;
      samples.pull.push(await timed(() => two.engine.exchange()));
      if (second.documents.size !== notes) throw new Error(`only ${second.documents.size} notes came over`);
      // The floor: the same batches once more, by another account, with nothing around them.
      const bare = new SimServer(running);
      await bare.begin();
      const writer = memoryVault(sodium, null);
      const reader = memoryVault(sodium, null);
      const tokens = await Promise.all([writer, reader].map(async (vault, at) => {
        const member = await bare.admit(vault.keys.signKey, `bare ${at}`);
        const transport = createSyncTransport({ fetch, joined: () => Promise.resolve(member) });
        const challenge = await transport.challenge();
        if (!challenge.ok) throw new Error(challenge.error.code);
        await transport.session(challenge.value, vault.sign(member, challenge.value));
        return transport.token() ?? '';
      }));
      samples.append.push(await timed(async () => {
        for (const batch of batches) {
          const answer = await fetch(running.listening + syncPaths.push, { method: 'POST', body: new Uint8Array(batch), headers: { 'content-type': syncContentType, authorization: `Bearer ${tokens[0] ?? ''}` } });
          if (answer.status !== 200) throw new Error(`the floor was answered ${answer.status}`);
          await answer.arrayBuffer();
        }
      }));
      samples.stream.push(await timed(async () => {
        for (let after = 0, last = 1; after < last; ) {
          const answer = await fetch(`${running.listening}${syncPaths.pull}?after=${after}`, { headers: { authorization: `Bearer ${tokens[1] ?? ''}` } });
          const page = new DataView(await answer.arrayBuffer());
          last = Number(page.getBigUint64(9));
          after = Number(page.getBigUint64(21));
        }
      }));
      await one.engine.exchange();
      Object.assign(traffic, { bytes: 0, requests: 0 });
      for (let at = 0; at < 20; at += 1) samples.many.push(await timed(() => one.engine.exchange()));
      requests = traffic.requests / 20;
      noopBytes = Math.round(traffic.bytes / 20);
    }
    const [push, pull, append, stream, noop] = [samples.push, samples.pull, samples.append, samples.stream, samples.many].map(timing) as [ReturnType<typeof timing>, ReturnType<typeof timing>, ReturnType<typeof timing>, ReturnType<typeof timing>, ReturnType<typeof timing>];
    return [
      { what: `Exchange: send ${notes.toLocaleString('en')} notes (${(sent / 1_048_576).toFixed(1)} MiB), engine and server`, measured: written(push), against: `the same bytes by bare requests to the same server: ${written(append)}`, ratio: ratio(push, append) },
      { what: `Exchange: fetch, verify and open ${notes.toLocaleString('en')} notes`, measured: written(pull), against: `the same pages streamed and thrown away: ${written(stream)}`, ratio: ratio(pull, stream) },
      { what: 'Exchange: bytes sent', measured: `${sent.toLocaleString('en')} bytes`, against: `sealed content alone: ${ciphertext.toLocaleString('en')} bytes`, ratio: `${(sent / ciphertext).toFixed(3)}×` },
      { what: 'Exchange that finds nothing', measured: `${written(noop)}; ${requests} request, ${noopBytes} bytes with headers`, against: 'one request, 1 KB', ratio: `${(noopBytes / 1024).toFixed(2)}×` },
    ];
  } finally {
    await running.stop();
    await folders.remove();
  }
}

const headersOf = (headers: RequestInit['headers']): number => [...new Headers(headers)].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

if (import.meta.main) for (const row of await exchangeRows()) console.log(`${row.what} | ${row.measured} | ${row.against} | ${row.ratio}`);
