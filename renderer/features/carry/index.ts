export { ExportButton } from './components/ExportButton.tsx';
export { ImportButton } from './components/ImportButton.tsx';
export { WorkLine } from './components/WorkLine.tsx';
