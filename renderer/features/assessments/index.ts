import { lazy } from 'react';

export { SmallStrip } from './components/SmallStrip.tsx';
export const BriefingsScreen = lazy(() => import('./BriefingsScreen.tsx').then((module) => ({ default: module.BriefingsScreen })));
export const AssessmentScreen = lazy(() => import('./AssessmentScreen.tsx').then((module) => ({ default: module.AssessmentScreen })));
