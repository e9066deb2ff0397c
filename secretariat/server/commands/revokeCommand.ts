import { openDatabase } from '../database/openDatabase.ts';
import { SettingError, type Settings } from '../settings.ts';
import { revokeDevice } from '../sync/accountDevices.ts';

/** Ends the access of a device, named by its id or the beginning of it, as `devices` lists it. */
export async function revokeCommand(settings: Settings, id: string, out: (line: string) => void): Promise<number> {
  if (!/^[0-9a-f]{8,32}$/u.test(id)) throw new SettingError('Name the device by the eight characters that "devices" shows in brackets.');
  const db = await openDatabase(settings.database);
  try {
    const found = await db.selectFrom('devices').select('id').where('id', 'like', `${id}%`).execute();
    const [only] = found;
    if (only === undefined || found.length > 1) throw new SettingError(found.length > 1 ? 'More than one device begins like that. Give more of the id.' : 'No device has this id.');
    await revokeDevice(db, () => new Date(), null, only.id);
    out('The device can no longer exchange anything with this server. What it has already fetched stays on it.');
    return 0;
  } finally {
    await db.destroy();
  }
}
