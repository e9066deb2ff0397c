export { NotesLinkingHere } from './NotesLinkingHere.tsx';
