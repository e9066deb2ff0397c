/** `node serverProcess.ts <data folder> <port>`: the real server in a process of its own, to be killed. Prints where it listens. */
import { start } from '../../contract/secretariatFixture.ts';

const running = await start(process.argv[2] ?? '', undefined, { limits: { sessionsPerMinute: 1_000_000, syncPerMinute: 1_000_000 } }, Number(process.argv[3] ?? 0));
process.stdout.write(`${JSON.stringify({ listening: running.listening, server: running.server })}\n`);
// Without the simulation nobody needs it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
