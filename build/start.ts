import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { build } from './build.ts';
import { electronBinary, tryInstallElectron } from './electronBinary.ts';
import { ensureChromium } from './ensureChromium.ts';

const root = path.resolve(import.meta.dirname, '..');
/** Long enough for a hundred megabytes on a slow line, short enough that a network which answers nothing does not look like a hang. */
const downloadTimeoutMs = 180_000;

/** Windows can be shown: always on Windows and macOS, on Linux where a display server is named. */
const hasDisplay = (): boolean => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** Runs the program until it ends. Ctrl C reaches it as the wish to quit; a second one ends it at once. */
function runToEnd(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child: ChildProcess = spawn(command, args, { stdio: 'inherit', env });
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const sentByTerminal = signal === 'SIGINT' && process.stdin.isTTY; // the program had it as well, and Electron takes a second one as an order to die
      if (asked || !sentByTerminal) child.kill(asked ? 'SIGKILL' : signal);
      asked = true;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(asked ? 0 : (code ?? 1)));
  });
}

/** Opens the real Electron where it is or can be fetched, else the stand-in; `HOST=stand-in` asks for the stand-in. */
async function start(args: readonly string[]): Promise<number> {
  if (!hasDisplay()) {
    // Not a failure of the app, so not an exit code that npm reports as one.
    console.log('This machine has no display to open a window on. "npm run shots" walks the main screens and writes pictures of them under build/out/shots.');
    return 0;
  }
  await build();
  const wantsStandIn = process.env.HOST === 'stand-in';
  const binary = wantsStandIn ? undefined : (electronBinary() ?? (await tryInstallElectron(downloadTimeoutMs)));
  if (binary !== undefined) {
    const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses its sandbox to root
    return runToEnd(binary, [...sandbox, root, ...args], process.env);
  }
  console.log(wantsStandIn ? 'Opening the app on the stand-in host in an installed Chromium.' : 'Electron\'s binary could not be fetched; opening the same app on the stand-in host in an installed Chromium.');
  await ensureChromium({ headed: true });
  return runToEnd(process.execPath, [path.join(root, 'test/host/run.ts'), root, ...args], { ...process.env, HOST_HEADED: '1' });
}

if (import.meta.main) {
  try {
    process.exitCode = await start(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
