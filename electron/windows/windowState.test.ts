import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fitToDisplays, windowStateFile } from './windowState.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 720 };

it('keeps a window where it was', () => {
  const state = { x: 100, y: 80, width: 1200, height: 800, maximized: false };
  expect(fitToDisplays(state, [screen, second])).toEqual(state);
});

it('centres it anew when its screen was unplugged', () => {
  expect(fitToDisplays({ x: 2000, y: 50, width: 1200, height: 700, maximized: true }, [screen])).toEqual({ width: 1200, height: 700, maximized: true });
});

it('pulls it back in and makes it fit a smaller screen', () => {
  expect(fitToDisplays({ x: 2600, y: 300, width: 1400, height: 900, maximized: false }, [screen, second])).toEqual({ x: 1920, y: 0, width: 1280, height: 720, maximized: false });
});

it('never makes it smaller than it can be used', () => {
  expect(fitToDisplays({ x: 10, y: 10, width: 50, height: 40, maximized: false }, [screen])).toMatchObject({ width: 720, height: 520 });
});

it('is on the disk before the program may end', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'window-'));
  try {
    const left = { x: 40, y: 30, width: 1180, height: 720, maximized: false };
    windowStateFile(path.join(folder, 'profile')).writeNow(left);
    expect(JSON.parse(readFileSync(path.join(folder, 'profile/window.json'), 'utf8'))).toEqual(left);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
