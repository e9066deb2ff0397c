import { loadable } from '../../platform/loadable.ts';

export const ManualScreen = loadable(() => import('./ManualScreen.tsx').then((module) => module.ManualScreen));
export const OpeningPage = loadable(() => import('./OpeningPage.tsx').then((module) => module.OpeningPage));
export const SectionPage = loadable(() => import('./SectionPage.tsx').then((module) => module.SectionPage));
export const WholeManualPage = loadable(() => import('./print/WholeManualPage.tsx').then((module) => module.WholeManualPage));
export const MarginPage = loadable(() => import('./margin/MarginPage.tsx').then((module) => module.MarginPage));
export const ReferencePage = loadable(() => import('./reference/ReferencePage.tsx').then((module) => module.ReferencePage));
/** A body of published content, for other places that show one. */
export const MarkdownText = loadable(() => import('./components/MarkdownText.tsx').then((module) => module.MarkdownText));
export const ChangesScreen = loadable(() => import('./ChangesScreen.tsx').then((module) => module.ChangesScreen));
export const EditionList = loadable(() => import('./earlier/EditionList.tsx').then((module) => module.EditionList));
export const EarlierEditionPage = loadable(() => import('./earlier/EarlierEditionPage.tsx').then((module) => module.EarlierEditionPage));
