import { lazy } from 'react';

export { PracticeBanner } from './PracticeBanner.tsx';
export { PracticeCard } from './PracticeCard.tsx';
export const PracticeStart = lazy(() => import('./PracticeStart.tsx').then((module) => ({ default: module.PracticeStart })));
