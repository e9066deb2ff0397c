const waiting: (() => void)[] = [];
let channel: MessageChannel | null = null;

/** A port for every turn would cost more than what waits for it. */
function throughPort(resolve: () => void): void {
  if (channel === null) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
  }
  waiting.push(resolve);
  channel.port2.postMessage(null);
}

/** Only where there is Node. */
declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/** Lets whatever waits in the event loop go first: a long load then stands in nobody's way. Timers would wait several milliseconds each time. */
export function turnOfLoop(): Promise<void> {
  return new Promise((resolve) => {
    // An open port would keep Node from ending.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else throughPort(resolve);
  });
}
