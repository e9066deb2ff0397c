import { lazy } from 'react';

export const OptionsScreen = lazy(() => import('./OptionsScreen.tsx').then((module) => ({ default: module.OptionsScreen })));
export const ScenariosScreen = lazy(() => import('./ScenariosScreen.tsx').then((module) => ({ default: module.ScenariosScreen })));
