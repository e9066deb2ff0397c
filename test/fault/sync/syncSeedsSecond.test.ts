import { seedTest } from './seedTest.ts';

seedTest(1);
