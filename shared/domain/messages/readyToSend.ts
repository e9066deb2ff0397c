import type { MessageView, OutgoingMessage } from './message.ts';

/** On its way out, and not with the server yet for one of its recipients. */
export const isReadyToSend = (message: MessageView): message is OutgoingMessage => message.direction === 'out' && message.trashedAt === null && message.parts.some(({ state }) => state === 'ready');
