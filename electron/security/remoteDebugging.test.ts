import { expect, it } from 'vitest';
import { forbiddenSwitches } from './remoteDebugging.ts';

const none = (): boolean => false;

it('names the switches that would open the window to other programs, however they are written', () => {
  expect(forbiddenSwitches(none, ['app', '--remote-debugging-port=9222', '--lang=en'])).toEqual(['remote-debugging-port']);
  expect(forbiddenSwitches(none, ['app', '--inspect'])).toEqual(['inspect']);
  expect(forbiddenSwitches((name) => name === 'remote-debugging-pipe', ['app'])).toEqual(['remote-debugging-pipe']);
});

it('lets an ordinary start and a link through', () => {
  expect(forbiddenSwitches(none, ['app', '--user-data-dir=/home', 'focalpoint://invite?code=--inspect', '--inspector-like'])).toEqual([]);
});
