import { expect, test } from 'vitest';
import { licenceAllowed, licenceFaults, licensedPackages, thirdPartyNotices, type LicensedPackage } from './licences.ts';

const allowed = new Set(['MIT', 'ISC']);
const one = (licence: string, shipped: boolean): LicensedPackage => ({ place: 'node_modules/x', name: 'x', version: '1.0.0', licence, shipped });

test('one of several licences is enough, and of joined ones each', () => {
  expect(licenceAllowed('(GPL-3.0 OR MIT)', allowed)).toBe(true);
  expect(licenceAllowed('MIT AND ISC', allowed)).toBe(true);
  expect(licenceAllowed('MIT AND GPL-3.0', allowed)).toBe(false);
  expect(licenceAllowed('', allowed)).toBe(false);
  expect(licenceAllowed('(MIT OR (GPL-3.0 AND ISC))', allowed)).toBe(false);
});

test('a licence that asks for the source of changes is for tools only', () => {
  expect(licenceFaults([one('MPL-2.0', false)])).toEqual([]);
  expect(licenceFaults([one('MPL-2.0', true)])).toEqual(['x 1.0.0  MPL-2.0, and it is part of the app']);
  expect(licenceFaults([one('AGPL-3.0', false), one('', false)])).toEqual(['x 1.0.0  AGPL-3.0', 'x 1.0.0  names no licence']);
});

test('what the window imports is shipped, with what it depends on; what builds it is not', () => {
  const shipped = new Map(licensedPackages().map(({ name, shipped: isShipped }) => [name, isShipped]));
  for (const name of ['react', 'electron', 'valibot', 'intl-messageformat', '@fontsource-variable/ibm-plex-sans']) expect([name, shipped.get(name)]).toEqual([name, true]);
  for (const name of ['vite', 'oxlint', 'axe-core', 'lightningcss', 'electron-builder']) expect([name, shipped.get(name)]).toEqual([name, false]);
});

test('the notices hold the licence texts of the fonts and of React', () => {
  const notices = thirdPartyNotices();
  expect(notices).toContain('SIL OPEN FONT LICENSE');
  expect(notices).toContain('Copyright (c) Meta Platforms');
  expect(notices).not.toContain('axe-core');
});
