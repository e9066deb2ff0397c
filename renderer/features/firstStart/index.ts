import { loadable } from '../../platform/loadable.ts';

export const FirstStart = loadable(() => import('./FirstStart.tsx').then((module) => module.FirstStart), 'asked');
