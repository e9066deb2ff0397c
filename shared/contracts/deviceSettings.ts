import * as v from 'valibot';

/**
 * Settings of this device. They are needed before the vault is open and say nothing about the user's work, so they are kept in plain
 * text beside the vault. Anything personal belongs in the vault.
 */
export const deviceSettingsSchema = v.strictObject({
  /** `null` until the user has chosen on first start. */
  language: v.nullable(v.picklist(['en', 'en-XB'])),
  /** Language in which the Manual is read where it is translated; null for the original. */
  manualLanguage: v.nullable(v.pipe(v.string(), v.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})?$/))),
  theme: v.picklist(['system', 'light', 'dark']),
  /** Zoom of the whole window in percent. */
  textSizePercent: v.picklist([80, 90, 100, 110, 125, 150, 175, 200]),
  /** Idle time after which the vault locks, in minutes. */
  lockAfterMinutes: v.picklist([1, 2, 5, 10, 15, 30]),
  /** Edition number whose changes the user has put away on Today. */
  changesSeenFor: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Megabytes that the exchange with other devices may use in a day without being asked; null for no limit. */
  exchangeLimitMb: v.optional(v.nullable(v.picklist([1, 5, 20, 100])), null),
  /** Files of notes up to so many megabytes are fetched from other devices unasked; 0 for none, null for all. */
  fetchFilesUpToMb: v.optional(v.nullable(v.picklist([0, 1, 5])), null),
});
export type DeviceSettings = v.InferOutput<typeof deviceSettingsSchema>;
export const deviceSettingsPatchSchema = v.partial(deviceSettingsSchema);

export const defaultDeviceSettings: DeviceSettings = { language: null, manualLanguage: null, theme: 'system', textSizePercent: 100, lockAfterMinutes: 5, changesSeenFor: 0, exchangeLimitMb: null, fetchFilesUpToMb: null };

export const largestFetchedBytes = ({ fetchFilesUpToMb }: DeviceSettings): number | null => (fetchFilesUpToMb === null ? null : fetchFilesUpToMb * 1024 * 1024);
