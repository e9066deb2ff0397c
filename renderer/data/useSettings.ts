import { useMemo, useSyncExternalStore } from 'react';
import { defaultDeviceSettings, type DeviceSettings } from '../../shared/contracts/deviceSettings.ts';
import { bridge } from '../platform/bridge.ts';

let settings: DeviceSettings | null = null;
const listeners = new Set<() => void>();
const show = (next: DeviceSettings): void => {
  settings = next;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

bridge.on('settings.changed', show);
void bridge.call('settings.read').then((read) => show(read.ok ? read.value : defaultDeviceSettings));

/** The settings of this device; null for the moment until they are read at start. */
export const useSettings = (): DeviceSettings | null => useSyncExternalStore(subscribe, () => settings);

/** Shows the change at once and keeps it; the main process tells every window what is in force. */
export async function changeSettings(patch: Partial<DeviceSettings>): Promise<void> {
  if (settings !== null) show({ ...settings, ...patch });
  const written = await bridge.call('settings.write', patch);
  if (written.ok) show(written.value);
}

/** Follows the system where the setting says so. */
export function useTheme(theme: DeviceSettings['theme']): 'light' | 'dark' {
  const media = useMemo(() => window.matchMedia('(prefers-color-scheme: dark)'), []);
  const systemDark = useSyncExternalStore(
    (listener) => {
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => media.matches,
  );
  return theme === 'system' ? (systemDark ? 'dark' : 'light') : theme;
}
