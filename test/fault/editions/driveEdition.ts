/**
 * The device's side in a process of its own, so that it can be killed: opens what is stored, refreshes, and ends.
 * Arguments: bundled folder, storage folder, address, and the write at which the process kills itself (0 for never); a number with a half,
 * such as 7.5, kills it in the middle of that write.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { createEditionDisk } from '../../../electron/editions/editionDisk.ts';
import { createEditionClient, fileFloorStore, httpFetcher } from '../../../electron/editions/index.ts';

const [bundledDir = '', storageDir = '', baseUrl = '', at = '0', now = ''] = process.argv.slice(2);
const killAt = Number(at);
let step = 0;
const disk = createEditionDisk(storageDir, (kind, file) => {
  step += 1;
  if (killAt === 0 || step < Math.floor(killAt)) return;
  if (kind === 'write' && killAt % 1 !== 0) {
    // Half of something is on the disk when the power goes.
    const target = path.join(storageDir, ...`${file}.part`.split('/'));
    mkdirSync(path.dirname(target), { recursive: true });
    appendFileSync(target, '{"format":1,"cur');
  }
  process.kill(process.pid, 'SIGKILL');
});
const client = createEditionClient({ bundledDir, storageDir, disk, fetcher: httpFetcher(fetch), clock: () => new Date(now), floors: [fileFloorStore(`${storageDir}-floors.json`)], limits: { retryDelayMs: 5 } });
await client.open();
console.log('open');
const done = await client.refresh({ baseUrl });
await client.keepInForce();
console.log(JSON.stringify({ done, number: client.state().number, steps: step }));
