import { lazy } from 'react';

/** Pages of a PDF, drawn in a worker of their own. Loaded only when one is shown. */
export const PdfPages = lazy(() => import('./components/PdfPages.tsx').then((module) => ({ default: module.PdfPages })));
export { FilePlaceLine } from './components/FilePlaceLine.tsx';
export { useFilePlaces } from './useFilePlaces.ts';
export { AttachedFiles } from './components/AttachedFiles.tsx';
