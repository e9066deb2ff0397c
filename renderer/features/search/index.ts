import { lazy } from 'react';

export { Highlighted } from './Highlighted.tsx';
export type { SectionHits } from './searchMessages.ts';
export { holdTyped, typedMarks } from './typedMarks.ts';
export { useFoundWords, useManualSearch, useOriginalSearch } from './useManualSearch.ts';
const loadDialog = () => import('./SearchDialog.tsx').then((module) => ({ default: module.SearchDialog }));
export const SearchDialog = lazy(loadDialog);
/** Fetches the box before it is first asked for: letters that are typed while it loads would be lost. */
export const preloadSearchDialog = (): void => void loadDialog();
