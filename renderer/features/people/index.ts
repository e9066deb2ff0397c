import { lazy } from 'react';

export const PeopleScreen = lazy(() => import('./PeopleScreen.tsx').then((module) => ({ default: module.PeopleScreen })));
