import { loadable } from '../../platform/loadable.ts';

export { Highlighted } from './Highlighted.tsx';
export type { SectionHits } from './searchMessages.ts';
export { holdTyped, typedMarks } from './typedMarks.ts';
export { useFoundWords, useManualSearch, useOriginalSearch } from './useManualSearch.ts';
export const SearchDialog = loadable(() => import('./SearchDialog.tsx').then((module) => module.SearchDialog));
/** Fetches the box before it is first asked for: letters that are typed while it loads would be lost. */
export const preloadSearchDialog = (): void => void SearchDialog.load();
