import { loadable } from '../../platform/loadable.ts';

export { PracticeBanner } from './PracticeBanner.tsx';
export { PracticeCard } from './PracticeCard.tsx';
export const PracticeStart = loadable(() => import('./PracticeStart.tsx').then((module) => module.PracticeStart), 'asked');
