import { lazy } from 'react';

/** Pages of a PDF, drawn in a worker of their own. Loaded only when one is shown. */
export const PdfPages = lazy(() => import('./components/PdfPages.tsx').then((module) => ({ default: module.PdfPages })));
export { AttachedFiles } from './components/AttachedFiles.tsx';
