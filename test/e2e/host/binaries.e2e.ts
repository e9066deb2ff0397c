import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { electronBinary } from '../../../build/electronBinary.ts';
import { findChromium } from '../../../build/ensureChromium.ts';
import { expect, hostName, test } from '../../host/launch.ts';

function withEnvironment<T>(values: Readonly<Record<string, string>>, run: () => T): T {
  const before = { ...process.env };
  Object.assign(process.env, values);
  try {
    return run();
  } finally {
    for (const name of Object.keys(values)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

test('the annotation says which host ran', () => {
  const [host] = test.info().annotations.filter(({ type }) => type === 'host');
  expect(host?.description).toMatch(hostName === 'electron' ? /^electron \d/ : /^stand-in .*not tested on Electron/);
  expect(hostName === 'electron').toBe(electronBinary() !== undefined);
});

test('Electron is found where it lies, and not where it does not', ({ userData }) => {
  expect(withEnvironment({ ELECTRON_OVERRIDE_DIST_PATH: path.join(userData, 'nowhere') }, electronBinary)).toBeUndefined();
  const file = path.join(userData, 'electron');
  writeFileSync(file, '');
  test.skip(process.platform !== 'linux', 'the name of the file differs');
  expect(withEnvironment({ ELECTRON_OVERRIDE_DIST_PATH: userData }, electronBinary)).toBe(file);
});

test('a HOST_CHROMIUM that does not exist is said, not passed over', () => {
  expect(() => withEnvironment({ HOST_CHROMIUM: '/no/such/chromium' }, findChromium)).toThrow('HOST_CHROMIUM names /no/such/chromium');
  test.skip(hostName === 'electron', 'no Chromium needed');
  expect(findChromium()).toBeTruthy();
});

test('npm start without a display says so in one line, and is no failure', () => {
  test.skip(process.platform !== 'linux', 'there is always a display');
  const { DISPLAY: _x, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  const start = spawnSync(process.execPath, [path.resolve(import.meta.dirname, '../../../build/start.ts')], { env, encoding: 'utf8' });
  expect([start.status, start.stderr]).toEqual([0, '']);
  expect(start.stdout.trim().split('\n')).toHaveLength(1);
  expect(start.stdout).toContain('npm run shots');
});
