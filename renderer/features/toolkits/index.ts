import { loadable } from '../../platform/loadable.ts';

export const ToolkitsScreen = loadable(() => import('./ToolkitsScreen.tsx').then((module) => module.ToolkitsScreen));
