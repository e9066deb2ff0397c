import { loadable } from '../../platform/loadable.ts';

export const PeopleScreen = loadable(() => import('./PeopleScreen.tsx').then((module) => module.PeopleScreen));
