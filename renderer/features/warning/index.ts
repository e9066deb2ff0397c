import { lazy } from 'react';

export { AlarmsCard } from './components/AlarmsCard.tsx';
export { AheadNotice } from './components/AheadNotice.tsx';
export const WarningScreen = lazy(() => import('./WarningScreen.tsx').then((module) => ({ default: module.WarningScreen })));
