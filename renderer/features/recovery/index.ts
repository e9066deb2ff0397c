export { OthersCard } from './components/OthersCard.tsx';
export { SheetEntryCard } from './components/SheetEntryCard.tsx';
export { SheetReachCard } from './components/SheetReachCard.tsx';
export { SheetStep } from './components/SheetStep.tsx';
