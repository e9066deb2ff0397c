import { lazy } from 'react';

export { AlarmsCard } from './components/AlarmsCard.tsx';
export { ruleWords } from './ruleWords.ts';
export { AheadNotice } from './components/AheadNotice.tsx';
export const WarningScreen = lazy(() => import('./WarningScreen.tsx').then((module) => ({ default: module.WarningScreen })));
