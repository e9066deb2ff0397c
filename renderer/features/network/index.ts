import { loadable } from '../../platform/loadable.ts';

export const NetworkScreen = loadable(() => import('./NetworkScreen.tsx').then((module) => module.NetworkScreen));
