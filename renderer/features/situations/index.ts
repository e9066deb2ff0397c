import { lazy } from 'react';

export { templateHeadings } from './noteTemplates.ts';
export { SituationTabs } from './components/SituationTabs.tsx';
export { useNewNote } from './newNote.ts';
export const SituationsScreen = lazy(() => import('./SituationsScreen.tsx').then((module) => ({ default: module.SituationsScreen })));
export const SituationScreen = lazy(() => import('./SituationScreen.tsx').then((module) => ({ default: module.SituationScreen })));
