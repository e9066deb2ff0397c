import { loadable } from '../../platform/loadable.ts';

/** Pages of a PDF, drawn in a worker of their own. Loaded only when one is shown. */
export const PdfPages = loadable(() => import('./components/PdfPages.tsx').then((module) => module.PdfPages), 'asked');
export { FilePlaceLine } from './components/FilePlaceLine.tsx';
export { useFilePlaces } from './useFilePlaces.ts';
export { AttachedFiles } from './components/AttachedFiles.tsx';
