/** Editions as the reader meets them outside the Manual: by file, withdrawn, and in translation. */
export { EditionFileCard } from './components/EditionFileCard.tsx';
export { WithdrawnNotice } from './components/WithdrawnNotice.tsx';
export { WordsNote } from './components/WordsNote.tsx';
