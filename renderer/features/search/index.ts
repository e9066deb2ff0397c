import { lazy } from 'react';

export { Highlighted } from './Highlighted.tsx';
export type { SectionHit } from './searchMessages.ts';
export { typedMarks } from './typedMarks.ts';
export { useFoundWords, useManualSearch } from './useManualSearch.ts';
export const SearchDialog = lazy(() => import('./SearchDialog.tsx').then((module) => ({ default: module.SearchDialog })));
