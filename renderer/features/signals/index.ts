import { lazy } from 'react';

export const SignalsScreen = lazy(() => import('./SignalsScreen.tsx').then((module) => ({ default: module.SignalsScreen })));
export const CatchDialog = lazy(() => import('./components/CatchDialog.tsx').then((module) => ({ default: module.CatchDialog })));
