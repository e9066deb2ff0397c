import { lazy } from 'react';

export { templateHeadings } from './noteTemplates.ts';
export { SituationTabs } from './components/SituationTabs.tsx';
export { useNoteDays } from './useNoteDays.ts';
export { useNewNote } from './newNote.ts';
export const SituationsScreen = lazy(() => import('./SituationsScreen.tsx').then((module) => ({ default: module.SituationsScreen })));
export const SourcesScreen = lazy(() => import('./SourcesScreen.tsx').then((module) => ({ default: module.SourcesScreen })));
export const TimelineScreen = lazy(() => import('./TimelineScreen.tsx').then((module) => ({ default: module.TimelineScreen })));
export const SituationSourcesScreen = lazy(() => import('./SituationSourcesScreen.tsx').then((module) => ({ default: module.SituationSourcesScreen })));
export const SituationScreen = lazy(() => import('./SituationScreen.tsx').then((module) => ({ default: module.SituationScreen })));
