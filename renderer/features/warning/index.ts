import { loadable } from '../../platform/loadable.ts';

export { AlarmsCard } from './components/AlarmsCard.tsx';
export { ruleWords } from './ruleWords.ts';
export { AheadNotice } from './components/AheadNotice.tsx';
export const WarningScreen = loadable(() => import('./WarningScreen.tsx').then((module) => module.WarningScreen));
