import { Link } from '@tanstack/react-router';
import type { EditionState } from '../../../shared/contracts/edition.ts';
import type { SecretariatState } from '../../../shared/contracts/secretariatState.ts';
import { stopDownload, useEditionState, useSecretariat } from '../../data/secretariatQueries.ts';
import { Button } from '../../design/components/Button.tsx';
import { type TextTools, useText } from '../../i18n/useText.ts';
import { isReadyToSend } from '../../../shared/domain/messages/readyToSend.ts';
import type { FilePlaces } from '../../../shared/domain/vault/filePlaces.ts';
import { advancePercent, type ExchangeState } from '../../../shared/domain/vault/exchangeState.ts';
import { useVaultValue } from '../../platform/vault.ts';
import { nearTime } from '../../i18n/nearDate.ts';
import styles from './SyncLine.module.css';

interface Line {
  readonly tone: 'ok' | 'away' | 'none';
  readonly title: string;
  readonly detail: string;
  readonly page?: 'sync';
}

/** What the user is told once they use several devices: of all that happens, only what matters for what they wrote. */
function exchangeLine(text: TextTools, messages: number, { phase, advance, failureCode, waiting: documents, lastExchangeAt, tooLarge }: ExchangeState, files: FilePlaces | undefined, reachable: SecretariatState['reachable']): Line | null {
  if (phase === 'off') return null;
  const when = lastExchangeAt === null ? null : nearTime(text, lastExchangeAt, Date.now());
  const places = Object.values(files?.files ?? {});
  const changes = documents + places.filter(({ way }) => way === 'send').length;
  const coming = places.filter(({ way, reason }) => way === 'fetch' && reason === 'next').length;
  if (phase === 'stuck') return { tone: 'away', title: text('exchange.line.stuck'), detail: text.failure({ code: failureCode ?? '', messageId: `failure.${failureCode ?? ''}`, details: {} }), page: 'sync' };
  if (phase === 'away' || reachable === 'no') return { tone: 'away', title: text('exchange.line.away', { count: changes + messages }), detail: when === null ? text('sync.unreachable.never') : text('sync.unreachable.detail', { when }), page: 'sync' };
  if (advance !== null) return { tone: 'ok', title: text(`exchange.line.${advance.way}`), detail: text(`exchange.line.${advance.way}.detail`, { percent: advancePercent(advance) }), page: 'sync' };
  if (tooLarge > 0) return { tone: 'away', title: text('exchange.line.stuck'), detail: text('exchange.line.tooLarge.detail', { count: tooLarge }), page: 'sync' };
  if (changes > 0) return { tone: 'ok', title: text('exchange.line.waiting', { count: changes + messages }), detail: text('exchange.line.waiting.detail'), page: 'sync' };
  if (messages > 0) return messagesLine(text, messages);
  if (coming > 0) return { tone: 'ok', title: text('exchange.line.current'), detail: text('exchange.line.coming', { count: coming }), page: 'sync' };
  return { tone: 'ok', title: text('exchange.line.current'), detail: when === null ? text('exchange.line.current.first') : text('exchange.line.current.detail', { when }), page: 'sync' };
}

const messagesLine = (text: TextTools, count: number): Line => ({ tone: 'ok', title: text('exchange.line.messages', { count }), detail: text('exchange.line.messages.detail'), page: 'sync' });

function lineOf(text: TextTools, messages: number, secretariat: SecretariatState, edition: EditionState | undefined, exchange: ExchangeState | undefined, files: FilePlaces | undefined): Line {
  if (edition?.progress) {
    const percent = Math.floor((100 * edition.progress.receivedBytes) / Math.max(1, edition.progress.totalBytes));
    return { tone: 'ok', title: text('sync.downloading'), detail: text('sync.downloading.detail', { percent }) };
  }
  if (secretariat.joined === null) return { tone: 'none', title: text('sync.local'), detail: text('sync.local.detail') };
  const ofExchange = exchange === undefined ? null : exchangeLine(text, messages, exchange, files, secretariat.reachable);
  if (ofExchange !== null) return ofExchange;
  const when = secretariat.lastExchangeAt === null ? null : nearTime(text, secretariat.lastExchangeAt, Date.now());
  if (secretariat.reachable === 'no') return { tone: 'away', title: messages > 0 ? text('exchange.line.away', { count: messages }) : text('sync.offline'), detail: when === null ? text('sync.unreachable.never') : text('sync.unreachable.detail', { when }), ...(messages > 0 ? { page: 'sync' } : {}) };
  if (messages > 0) return messagesLine(text, messages);
  return { tone: 'ok', title: text('sync.joined'), detail: when === null ? text('sync.joined.never') : text('sync.joined.detail', { when }) };
}

/** One line on where things stand with the Secretariat. Being offline is a fact, stated here and nowhere else. */
export function SyncLine() {
  const text = useText();
  const secretariat = useSecretariat().data;
  const edition = useEditionState().data;
  const exchange = useVaultValue({ name: 'exchange' });
  const files = useVaultValue({ name: 'filePlaces' });
  const messages = (useVaultValue({ name: 'messages' }) ?? []).filter(isReadyToSend).length;
  if (secretariat === undefined) return null;
  const { tone, title, detail, page } = lineOf(text, messages, secretariat, edition, exchange, files);
  return (
    <div className={styles.box} role="status">
      <Link to="/settings" search={{ page: page ?? 'secretariat' }} className={styles.link}>
        <span className={styles.title}>
          <span className={`${styles.dot} ${styles[tone]}`} aria-hidden="true" />
          {title}
        </span>
        <span className={styles.detail}>{detail}</span>
      </Link>
      {edition?.progress && (
        <Button look="quiet" onPress={stopDownload}>
          {text('sync.cancel')}
        </Button>
      )}
    </div>
  );
}
