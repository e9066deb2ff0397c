import type { Channel } from '../../shared/contracts/ipc.ts';
import { fail, ok, type Result } from '../../shared/errors/result.ts';
import type { IpcHandlers } from '../ipc/registerIpc.ts';

/** Calls that do in practice what they do otherwise. A call that is not here is refused: nothing made in practice leaves by a way nobody thought of. */
const allowed: ReadonlySet<Channel> = new Set<Channel>([
  'app.info', 'settings.read', 'settings.write',
  'vault.readSlots', 'vault.writeSlots', 'vault.journalAppend', 'vault.journalState', 'vault.journalRead', 'vault.locked',
  'vault.chunkPut', 'vault.chunkGet', 'vault.chunksRemove', 'vault.chunkNames', 'vault.chunkState', 'files.begin', 'files.write', 'files.end',
  'clipboard.copied', 'documents.export', 'documents.preview',
  'manual.savePdf', 'manual.cancelPdf',
  'editions.state', 'editions.active', 'editions.list', 'editions.read', 'editions.check', 'editions.cancel', 'translation.active', 'network.active',
  'calendar.save', 'calendar.open', 'secretariat.state',
  'practice.enter', 'practice.leave',
]);

/** Calls that are part of every screen and have no place in practice: they are answered and nothing comes of them. */
const silent: ReadonlyMap<Channel, unknown> = new Map<Channel, unknown>([['reminders.set', null], ['links.take', null], ['secretariat.sync.member', null]]);

type Handler = (...args: unknown[]) => Promise<Result<unknown>> | Result<unknown>;

/** The same handlers, which in practice answer only what touches neither the user's own vault nor the Secretariat. */
export function guardPractice(handlers: IpcHandlers, inPractice: () => boolean): IpcHandlers {
  const guard = (channel: Channel, handler: Handler): Handler => (...args) => {
    if (!inPractice() || allowed.has(channel)) return handler(...args);
    return silent.has(channel) ? ok(silent.get(channel)) : fail('practice.notHere', 'never');
  };
  return Object.fromEntries((Object.entries(handlers) as [Channel, Handler][]).map(([channel, handler]) => [channel, guard(channel, handler)])) as unknown as IpcHandlers;
}
