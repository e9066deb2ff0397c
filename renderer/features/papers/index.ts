import { loadable } from '../../platform/loadable.ts';

export { PaperLinks } from './components/PaperLinks.tsx';
export const ActorMapDialog = loadable(() => import('./components/ActorMapDialog.tsx').then((module) => module.ActorMapDialog));
export const OutcomeTasks = loadable(() => import('./components/OutcomeTasks.tsx').then((module) => module.OutcomeTasks));
export const RunPaperDialog = loadable(() => import('./components/RunPaperDialog.tsx').then((module) => module.RunPaperDialog));
export const PaperScreen = loadable(() => import('./PaperScreen.tsx').then((module) => module.PaperScreen));
