import { lazy } from 'react';

export const ManualScreen = lazy(() => import('./ManualScreen.tsx').then((module) => ({ default: module.ManualScreen })));
export const OpeningPage = lazy(() => import('./OpeningPage.tsx').then((module) => ({ default: module.OpeningPage })));
export const SectionPage = lazy(() => import('./SectionPage.tsx').then((module) => ({ default: module.SectionPage })));
export const WholeManualPage = lazy(() => import('./print/WholeManualPage.tsx').then((module) => ({ default: module.WholeManualPage })));
export const MarginPage = lazy(() => import('./margin/MarginPage.tsx').then((module) => ({ default: module.MarginPage })));
export const ReferencePage = lazy(() => import('./reference/ReferencePage.tsx').then((module) => ({ default: module.ReferencePage })));
/** A body of published content, for other places that show one. */
export const MarkdownText = lazy(() => import('./components/MarkdownText.tsx').then((module) => ({ default: module.MarkdownText })));
export const ChangesScreen = lazy(() => import('./ChangesScreen.tsx').then((module) => ({ default: module.ChangesScreen })));
export const EditionList = lazy(() => import('./earlier/EditionList.tsx').then((module) => ({ default: module.EditionList })));
export const EarlierEditionPage = lazy(() => import('./earlier/EarlierEditionPage.tsx').then((module) => ({ default: module.EarlierEditionPage })));
