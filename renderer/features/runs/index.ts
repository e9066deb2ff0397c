import { loadable } from '../../platform/loadable.ts';

export { RunList } from './components/RunList.tsx';
export { ItemCard } from './components/ItemCard.tsx';
export { RunSaved } from './components/RunSaved.tsx';
export { SettlingText } from '../../design/components/SettlingText.tsx';
export { answerWords } from './answerWords.ts';
export { gradeWords, noteName } from './gradeWords.ts';
export { useRun } from './useRun.ts';
export { useRunEditing, newRowId, type RunSave } from './useRunEditing.ts';
export { useStartRun } from './useStartRun.ts';
export const RunScreen = loadable(() => import('./RunScreen.tsx').then((module) => module.RunScreen));
