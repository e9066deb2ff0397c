import { lazy } from 'react';

export { PaperLinks } from './components/PaperLinks.tsx';
export const ActorMapDialog = lazy(() => import('./components/ActorMapDialog.tsx').then((module) => ({ default: module.ActorMapDialog })));
export const OutcomeTasks = lazy(() => import('./components/OutcomeTasks.tsx').then((module) => ({ default: module.OutcomeTasks })));
export const RunPaperDialog = lazy(() => import('./components/RunPaperDialog.tsx').then((module) => ({ default: module.RunPaperDialog })));
export const PaperScreen = lazy(() => import('./PaperScreen.tsx').then((module) => ({ default: module.PaperScreen })));
