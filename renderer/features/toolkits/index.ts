import { lazy } from 'react';

export const ToolkitsScreen = lazy(() => import('./ToolkitsScreen.tsx').then((module) => ({ default: module.ToolkitsScreen })));
