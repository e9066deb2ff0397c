import { lazy } from 'react';

export const FirstStart = lazy(() => import('./FirstStart.tsx').then((module) => ({ default: module.FirstStart })));
