import { lazy } from 'react';

export { TaskRow } from './components/TaskRow.tsx';
export { effort } from './taskWords.ts';
export { planSettings, usePlan } from './usePlan.ts';
export const OnboardingScreen = lazy(() => import('./OnboardingScreen.tsx').then((module) => ({ default: module.OnboardingScreen })));
