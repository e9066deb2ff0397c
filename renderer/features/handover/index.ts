import { lazy } from 'react';

export const HandoverScreen = lazy(() => import('./HandoverScreen.tsx').then((module) => ({ default: module.HandoverScreen })));
