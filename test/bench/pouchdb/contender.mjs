// PouchDB 9 replicates sealed notes to an HTTP server and from there to a second database. Databases of this process lie in memory; the server
// is a process of its own. Arguments: folder for the server, file of sealed notes (length 4, big endian, and bytes, one after the other).
// Each message {batchSize} is answered {push, pull, memory}: milliseconds and bytes.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import PouchDB from 'pouchdb';
import memoryAdapter from 'pouchdb-adapter-memory';

PouchDB.plugin(memoryAdapter);
const [folder, file] = process.argv.slice(2);
const bytes = readFileSync(file);
const notes = [];
for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt32BE(at)) notes.push(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at)));

const server = fork(path.join(import.meta.dirname, 'server.mjs'), [folder], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
const [{ address }] = await once(server, 'message');
process.on('disconnect', () => server.disconnect());
let made = 0;

process.on('message', async ({ batchSize }) => {
  made += 1;
  const first = new PouchDB(`first-${made}`, { adapter: 'memory' });
  const second = new PouchDB(`second-${made}`, { adapter: 'memory' });
  const remote = `${address}/notes-${made}`;
  await new PouchDB(remote).info();
  for (let start = 0; start < notes.length; start += 1_000) {
    const written = await first.bulkDocs(notes.slice(start, start + 1_000).map((note, at) => ({ _id: String(start + at).padStart(32, '0'), sealed: note.toString('base64') })));
    if (written.some((row) => row.error)) throw new Error('a note was not written');
  }
  const push = await timed(() => first.replicate.to(remote, { batch_size: batchSize }));
  const pull = await timed(() => second.replicate.from(remote, { batch_size: batchSize }));
  const { doc_count: count } = await second.info();
  if (count !== notes.length) throw new Error(`only ${count} notes came over`);
  const answer = { push, pull, memory: process.memoryUsage().rss };
  await Promise.all([first.destroy(), second.destroy(), new PouchDB(remote).destroy()]);
  process.send(answer);
});
process.send('ready');

async function timed(work) {
  const started = performance.now();
  const result = await work();
  if (!result.ok) throw new Error('the replication failed');
  return performance.now() - started;
}
