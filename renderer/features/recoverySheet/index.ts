export { SheetSteps } from './SheetSteps.tsx';
export { sheetOfferedKey } from './sheetOfferedKey.ts';
