import { existsSync } from 'node:fs';
import path from 'node:path';
import { writeThirdPartyNotices } from '../licences.ts';
import { doubtAboutTrust } from './doubtAboutTrust.ts';

const out = path.resolve(import.meta.dirname, '../out');

/** Refuses to pack an app that trusts a trial Secretariat, and puts the licences of others beside the app. */
export async function beforePack(): Promise<void> {
  for (const file of ['main.js', 'preload.cjs', 'renderer/index.html']) if (!existsSync(path.join(out, file))) throw new Error(`There is no build/out/${file}. Run "npm run build" first.`);
  const doubt = await doubtAboutTrust(path.join(out, 'edition'), process.env['FOCALPOINT_TRUST']);
  if (doubt !== null && process.env['FOCALPOINT_ALLOW_TRIAL'] !== '1') {
    throw new Error(`${doubt} Officials must not get such an app. Build with FOCALPOINT_TRUST naming the official repository, or set FOCALPOINT_ALLOW_TRIAL=1 to pack an app for trying out.`);
  }
  if (doubt !== null) console.log(`Packing an app for trying out: ${doubt}`);
  writeThirdPartyNotices(path.join(out, 'third-party-licences.txt'));
}
