export { ExportButton } from './components/ExportButton.tsx';
export { ImportButton } from './components/ImportButton.tsx';
