import { loadable } from '../../platform/loadable.ts';

export { TaskRow } from './components/TaskRow.tsx';
export { effort } from './taskWords.ts';
export { planSettings, usePlan } from './usePlan.ts';
export const OnboardingScreen = loadable(() => import('./OnboardingScreen.tsx').then((module) => module.OnboardingScreen));
