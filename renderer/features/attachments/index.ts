export { AttachedFiles } from './components/AttachedFiles.tsx';
