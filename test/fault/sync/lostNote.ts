import type { RunningSecretariat } from '../../../secretariat/server/startSecretariat.ts';
import { exchanged, noteOf } from './simPerson.ts';
import type { SimDevice } from './simDevice.ts';

type Database = Pick<RunningSecretariat, 'db'>;

async function numbersOf({ db }: Database, device: SimDevice): Promise<number[]> {
  const rows = await db.selectFrom('records').select('seq').where('device_id', '=', device.member?.deviceId ?? '').execute();
  return rows.map(({ seq }) => seq);
}

/** Sends a note, and the server loses all that was sent with it. `between`: what happens before it is lost. Answers its id. */
export async function loseNote(server: Database, device: SimDevice, between: () => Promise<unknown>): Promise<string> {
  const before = await numbersOf(server, device);
  const lost = await noteOf(device, 'Lost', 'on the way x');
  await exchanged(device);
  const gone = (await numbersOf(server, device)).filter((number) => !before.includes(number));
  await between();
  await server.db.deleteFrom('records').where('account_id', '=', device.member?.accountId ?? '').where('seq', 'in', gone).execute();
  return lost;
}

/** The same, with another note behind it that stays. */
export const loseNoteBefore = (server: Database, device: SimDevice, between: () => Promise<unknown> = () => Promise.resolve()): Promise<string> =>
  loseNote(server, device, async () => {
    await between();
    await noteOf(device, 'Later', 'behind it x');
    await exchanged(device);
  });
