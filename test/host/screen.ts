import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { named } from './named.ts';

type Rectangle = Electron.Rectangle;
const panelHeight = 40;

/** The displays are what HOST_DISPLAYS says, a JSON list of rectangles in device-independent pixels, the first being the primary one. */
function displays(): Electron.Display[] {
  const rectangles = JSON.parse(process.env.HOST_DISPLAYS ?? '[{"x":0,"y":0,"width":1920,"height":1080}]') as Rectangle[];
  return rectangles.map((bounds, index) => {
    const workArea = { ...bounds, height: bounds.height - (index === 0 ? panelHeight : 0) };
    const display: Partial<Electron.Display> = {
      id: index + 1, label: `Display ${index + 1}`, bounds, workArea, size: { width: bounds.width, height: bounds.height }, workAreaSize: { width: workArea.width, height: workArea.height },
      scaleFactor: 1, rotation: 0, internal: index === 0, monochrome: false, touchSupport: 'unknown', colorDepth: 24, depthPerComponent: 8, displayFrequency: 60,
    };
    return named('display', display) as Electron.Display;
  });
}
const overlap = (a: Rectangle, b: Rectangle): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

class Screen extends EventEmitter implements Pick<Electron.Screen, 'getAllDisplays' | 'getPrimaryDisplay' | 'getDisplayMatching' | 'getDisplayNearestPoint' | 'getCursorScreenPoint'> {
  getAllDisplays(): Electron.Display[] { return displays(); }
  getPrimaryDisplay(): Electron.Display {
    const [primary] = displays();
    if (!primary) throw new Error('electron stand-in: HOST_DISPLAYS is an empty list');
    return primary;
  }
  getDisplayMatching(rectangle: Rectangle): Electron.Display {
    return displays().reduce((best, display) => (overlap(display.bounds, rectangle) > overlap(best.bounds, rectangle) ? display : best), this.getPrimaryDisplay());
  }
  getDisplayNearestPoint({ x, y }: Electron.Point): Electron.Display { return this.getDisplayMatching({ x, y, width: 1, height: 1 }); }
  getCursorScreenPoint(): Electron.Point { return { x: 0, y: 0 }; }
}
const theScreen = new Screen();
export const screen = named('screen', theScreen);
export const primaryWorkArea = (): Rectangle => theScreen.getPrimaryDisplay().workArea;
