/** Lets whatever waits in the event loop go first: a long load then stands in nobody's way. Timers would wait several milliseconds each time. */
export function turnOfLoop(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
