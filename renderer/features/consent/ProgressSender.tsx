import { useAcknowledgementExchange } from '../../data/acknowledgementExchange.ts';
import { useProgressExchange } from '../../data/progressExchange.ts';
import { useOwnProgress } from './useOwnProgress.ts';

/** Sends, while the vault is open, what the user agreed to; shows nothing. */
export function ProgressSender() {
  useProgressExchange(useOwnProgress());
  useAcknowledgementExchange();
  return null;
}
