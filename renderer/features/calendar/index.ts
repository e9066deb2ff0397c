import { lazy } from 'react';

export { UpcomingCard } from './components/UpcomingCard.tsx';
export { useReminders } from './useReminders.ts';
export const CalendarScreen = lazy(() => import('./CalendarScreen.tsx').then((module) => ({ default: module.CalendarScreen })));
