import type { Bridge } from '../../shared/contracts/ipc.ts';

declare global {
  interface Window {
    readonly focalpoint: Bridge;
  }
}

/** The one place in the window that knows `window.focalpoint`; everything else imports this. */
export const bridge: Bridge = window.focalpoint;
