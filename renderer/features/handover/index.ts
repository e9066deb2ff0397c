import { loadable } from '../../platform/loadable.ts';

export const HandoverScreen = loadable(() => import('./HandoverScreen.tsx').then((module) => module.HandoverScreen));
