import { loadable } from '../../platform/loadable.ts';

export const SignalsScreen = loadable(() => import('./SignalsScreen.tsx').then((module) => module.SignalsScreen));
export const CatchDialog = loadable(() => import('./components/CatchDialog.tsx').then((module) => module.CatchDialog));
