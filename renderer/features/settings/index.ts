import { lazy } from 'react';

export const SettingsScreen = lazy(() => import('./SettingsScreen.tsx').then((module) => ({ default: module.SettingsScreen })));
