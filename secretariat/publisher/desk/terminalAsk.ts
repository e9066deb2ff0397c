import { createInterface } from 'node:readline/promises';

/** Asks at the terminal; null where input is none. A hidden answer leaves nothing on the screen. */
export async function terminalAsk(question: string, options: { readonly hidden: boolean }): Promise<string | null> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return null;
  if (!options.hidden) {
    const lines = createInterface({ input: stdin, output: stderr });
    try {
      return await lines.question(question);
    } finally {
      lines.close();
    }
  }
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  try {
    return await new Promise<string>((resolve, reject) => {
      let typed = '';
      const take = (chunk: string): void => {
        for (const key of chunk) {
          if (key === '\r' || key === '\n' || key === '\u0004') return settle(() => resolve(typed));
          if (key === '\u0003') return settle(() => reject(new Error('Stopped')));
          if (key === '\u007f' || key === '\b') typed = [...typed].slice(0, -1).join('');
          else if (key >= ' ') typed += key;
        }
      };
      const settle = (then: () => void): void => {
        stdin.off('data', take);
        then();
      };
      stdin.on('data', take);
    });
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}
