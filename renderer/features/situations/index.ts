import { loadable } from '../../platform/loadable.ts';

export { templateHeadings } from './noteTemplates.ts';
export { SituationTabs } from './components/SituationTabs.tsx';
export { useNoteDays } from './useNoteDays.ts';
export { useNewNote } from './newNote.ts';
export const SituationsScreen = loadable(() => import('./SituationsScreen.tsx').then((module) => module.SituationsScreen));
export const SourcesScreen = loadable(() => import('./SourcesScreen.tsx').then((module) => module.SourcesScreen));
export const TimelineScreen = loadable(() => import('./TimelineScreen.tsx').then((module) => module.TimelineScreen));
export const SituationSourcesScreen = loadable(() => import('./SituationSourcesScreen.tsx').then((module) => module.SituationSourcesScreen));
export const SituationScreen = loadable(() => import('./SituationScreen.tsx').then((module) => module.SituationScreen));
