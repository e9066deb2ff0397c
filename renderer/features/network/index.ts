import { lazy } from 'react';

export const NetworkScreen = lazy(() => import('./NetworkScreen.tsx').then((module) => ({ default: module.NetworkScreen })));
