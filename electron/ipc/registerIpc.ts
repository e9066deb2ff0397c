import { ipcMain, type WebContents } from 'electron';
import * as v from 'valibot';
import { type CallArgs, type CallValue, type Channel, type EventName, ipcContract, type IpcEvents } from '../../shared/contracts/ipc.ts';
import { fail, FailureError, type Result } from '../../shared/errors/result.ts';
import { isOwnPage } from '../security/navigationGuard.ts';

export type IpcHandlers = { readonly [C in Channel]: (...args: CallArgs<C>) => Promise<Result<CallValue<C>>> | Result<CallValue<C>> };

/**
 * The only place that touches `ipcMain`. Every call is refused unless it comes from the top frame of our own page, its arguments are
 * parsed by the contract's schema, and whatever goes wrong is answered as a Result: Electron would keep only the text of an error.
 *
 * @param report told the channel and the error's name, never its arguments, which may be personal.
 */
export function registerIpc(handlers: IpcHandlers, report: (channel: string, error: unknown) => void): void {
  for (const channel of Object.keys(ipcContract) as Channel[]) {
    const handler = handlers[channel] as (...args: unknown[]) => Promise<Result<unknown>> | Result<unknown>;
    const schema: v.GenericSchema<unknown, readonly unknown[]> = ipcContract[channel].args;
    ipcMain.handle(channel, async (event, ...args: unknown[]): Promise<Result<unknown>> => {
      const frame = event.senderFrame;
      if (frame === null || frame.parent || !isOwnPage(frame.url)) {
        report(channel, new Error('untrusted sender'));
        return fail('ipc.untrustedSender', 'never');
      }
      const parsed = v.safeParse(schema, args);
      if (!parsed.success) {
        report(channel, new Error('arguments do not match the contract'));
        return fail('ipc.badArguments', 'never');
      }
      try {
        return await handler(...parsed.output);
      } catch (error) {
        if (error instanceof FailureError) return { ok: false, error: error.failure };
        report(channel, error);
        return fail('ipc.unexpected', 'later');
      }
    });
  }
}

/** Sends an event of the contract to one window. */
export function sendEvent<E extends EventName>(contents: WebContents, event: E, payload: IpcEvents[E]): void {
  if (!contents.isDestroyed()) contents.send(event, payload);
}
