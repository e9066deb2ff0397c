import type * as Electron from 'electron';
import { named } from './named.ts';

type Provided = 'url' | 'origin' | 'name' | 'parent' | 'top' | 'frames' | 'framesInSubtree' | 'processId' | 'routingId' | 'frameTreeNodeId' | 'osProcessId' | 'detached' | 'visibilityState' | 'isDestroyed';

/** The top frame of a page while it shows this address. */
export function mainFrameAt(url: string): Electron.WebFrameMain {
  const frame: { -readonly [K in Provided]: Electron.WebFrameMain[K] } = {
    url,
    origin: /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(url)?.[0] ?? 'null',
    name: '', parent: null, top: null, frames: [], framesInSubtree: [], processId: 1, routingId: 1, frameTreeNodeId: 1, osProcessId: process.pid, detached: false, visibilityState: 'visible',
    isDestroyed: () => false,
  };
  const self = named('webFrameMain', frame) as unknown as Electron.WebFrameMain;
  frame.top = self;
  frame.framesInSubtree = [self];
  return self;
}
