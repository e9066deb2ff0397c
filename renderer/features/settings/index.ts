import { loadable } from '../../platform/loadable.ts';

export const SettingsScreen = loadable(() => import('./SettingsScreen.tsx').then((module) => module.SettingsScreen));
