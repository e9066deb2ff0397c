import path from 'node:path';
import type { Rectangle } from 'electron';
import * as v from 'valibot';
import { createJsonFile } from '../settings/jsonFile.ts';

const pixels = v.pipe(v.number(), v.integer(), v.minValue(-100_000), v.maxValue(100_000));
const windowStateSchema = v.object({ x: v.optional(pixels), y: v.optional(pixels), width: pixels, height: pixels, maximized: v.boolean() });
export type WindowState = v.InferOutput<typeof windowStateSchema>;

export const smallestWindow = { width: 720, height: 520 };
const initial: WindowState = { width: 1440, height: 900, maximized: false };

export const windowStateFile = (folder: string) => createJsonFile(path.join(folder, 'window.json'), windowStateSchema, initial);

/** Brings a remembered place onto a display that is there now, at a size that fits it. A screen may have been unplugged meanwhile. */
export function fitToDisplays(state: WindowState, workAreas: readonly Rectangle[]): WindowState {
  const { x, y } = state;
  const overlap = (area: Rectangle): number =>
    x === undefined || y === undefined ? 0 : Math.max(0, Math.min(x + state.width, area.x + area.width) - Math.max(x, area.x)) * Math.max(0, Math.min(y + state.height, area.y + area.height) - Math.max(y, area.y));
  const area = [...workAreas].sort((a, b) => overlap(b) - overlap(a))[0];
  if (area === undefined) return state;
  const width = Math.max(Math.min(state.width, area.width), Math.min(smallestWindow.width, area.width));
  const height = Math.max(Math.min(state.height, area.height), Math.min(smallestWindow.height, area.height));
  if (x === undefined || y === undefined || overlap(area) === 0) return { width, height, maximized: state.maximized };
  return { x: Math.min(Math.max(x, area.x), area.x + area.width - width), y: Math.min(Math.max(y, area.y), area.y + area.height - height), width, height, maximized: state.maximized };
}
