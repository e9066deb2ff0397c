/** Editions as the reader meets them outside the Manual: by file, and withdrawn. */
export { EditionFileCard } from './components/EditionFileCard.tsx';
export { WithdrawnNotice } from './components/WithdrawnNotice.tsx';
