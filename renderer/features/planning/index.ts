import { loadable } from '../../platform/loadable.ts';

export const OptionsScreen = loadable(() => import('./OptionsScreen.tsx').then((module) => module.OptionsScreen));
export const ScenariosScreen = loadable(() => import('./ScenariosScreen.tsx').then((module) => module.ScenariosScreen));
