import { loadable } from '../../platform/loadable.ts';

export { SmallStrip } from './components/SmallStrip.tsx';
export const BriefingsScreen = loadable(() => import('./BriefingsScreen.tsx').then((module) => module.BriefingsScreen));
export const AssessmentScreen = loadable(() => import('./AssessmentScreen.tsx').then((module) => module.AssessmentScreen));
