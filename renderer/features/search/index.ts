import { lazy } from 'react';

export { Highlighted } from './Highlighted.tsx';
export { useManualSearch } from './useManualSearch.ts';
export const SearchDialog = lazy(() => import('./SearchDialog.tsx').then((module) => ({ default: module.SearchDialog })));
