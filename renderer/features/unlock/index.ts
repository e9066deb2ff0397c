export { UnlockScreen } from './UnlockScreen.tsx';
export { RestoreForm } from './RestoreForm.tsx';
