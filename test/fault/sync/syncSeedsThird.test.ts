import { seedTest } from './seedTest.ts';

seedTest(2);
