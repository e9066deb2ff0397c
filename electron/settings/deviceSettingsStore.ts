import path from 'node:path';
import * as v from 'valibot';
import { defaultDeviceSettings, type DeviceSettings, deviceSettingsSchema } from '../../shared/contracts/deviceSettings.ts';
import { createJsonFile } from './jsonFile.ts';

/** Settings that this version does not know, or whose value it cannot use, fall back to their default one by one. */
const tolerantSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((stored): DeviceSettings => {
    const settings: Record<string, unknown> = { ...defaultDeviceSettings };
    for (const [name, schema] of Object.entries(deviceSettingsSchema.entries)) {
      if (v.is(schema, stored[name])) settings[name] = stored[name];
    }
    return settings as DeviceSettings;
  }),
);

export interface DeviceSettingsStore {
  current(): DeviceSettings;
  change(patch: Partial<DeviceSettings>): Promise<DeviceSettings>;
  /** Before the program ends: what is still being written is on the disk when this returns. */
  finish(): void;
}

export async function openDeviceSettings(folder: string): Promise<DeviceSettingsStore> {
  const file = createJsonFile(path.join(folder, 'settings.json'), tolerantSchema, defaultDeviceSettings);
  let settings = await file.read();
  let writing = 0;
  return {
    current: () => settings,
    async change(patch) {
      settings = { ...settings, ...patch };
      writing += 1;
      try {
        await file.write(settings);
      } finally {
        writing -= 1;
      }
      return settings;
    },
    finish() {
      if (writing === 0) return;
      try {
        file.writeNow(settings);
      } catch {
        // A full disk is no reason to keep the program from ending in order.
      }
    },
  };
}
