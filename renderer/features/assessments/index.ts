import { lazy } from 'react';

export { SmallStrip } from './components/SmallStrip.tsx';
export const AssessmentScreen = lazy(() => import('./AssessmentScreen.tsx').then((module) => ({ default: module.AssessmentScreen })));
