import { loadable } from '../../platform/loadable.ts';

export { UpcomingCard } from './components/UpcomingCard.tsx';
export { useReminders } from './useReminders.ts';
export const CalendarScreen = loadable(() => import('./CalendarScreen.tsx').then((module) => module.CalendarScreen));
