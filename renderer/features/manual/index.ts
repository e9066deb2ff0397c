import { lazy } from 'react';

export const ManualScreen = lazy(() => import('./ManualScreen.tsx').then((module) => ({ default: module.ManualScreen })));
export const ChangesScreen = lazy(() => import('./ChangesScreen.tsx').then((module) => ({ default: module.ChangesScreen })));
