import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { PenLine } from 'lucide-react';
import type { Network } from '../../../../shared/content/network.schema.ts';
import type { IncomingMessage, MessageView, OutgoingMessage } from '../../../../shared/domain/messages/message.ts';
import { exchangeNow, useExchangeNews } from '../../../data/messageExchange.ts';
import { useSecretariat } from '../../../data/secretariatQueries.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Empty } from '../../../design/components/Empty.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { ComposeMessage } from './ComposeMessage.tsx';
import { OpenMessage } from './OpenMessage.tsx';
import styles from './Messages.module.css';

/** What was received and written, and the form to write. Everything here lies sealed in the vault. */
export function MessagesPart({ network }: { readonly network: Network | null }) {
  const text = useText();
  const navigate = useNavigate();
  const search = useSearch({ from: '/network' });
  const messages = useVaultValue({ name: 'messages' })?.filter(({ trashedAt }) => trashedAt === null);
  const isJoined = useSecretariat().data?.joined !== null;
  const { running, problem } = useExchangeNews();
  const shown = messages?.find(({ id }) => id === search.message);
  const isWriting = search.message === 'new' || search.message === 'entry';
  if (messages === undefined) return null;
  if (isWriting) return <ComposeMessage key={`${search.message}-${search.note}-${search.briefing}-${search.to}`} network={network} search={search} onDone={(id) => void navigate({ to: '/network', search: { part: 'messages', ...(id === null ? {} : { message: id }) } })} />;
  const write = <Link to="/network" search={{ part: 'messages', message: 'new' }} className={styles.write}><PenLine size={16} aria-hidden="true" />{text('message.write')}</Link>;
  const received = messages.filter((message) => message.direction === 'in');
  const written = messages.filter((message) => message.direction === 'out');
  return (
    <div className={styles.page}>
      <div className={styles.row}>
        {write}
        {isJoined && <Button look="quiet" isDisabled={running} onPress={() => void exchangeNow()}>{text('message.exchange')}</Button>}
      </div>
      {!isJoined && <p className={styles.muted}>{text('message.notJoined')}</p>}
      {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
      {messages.length === 0 && <Empty title={text('message.none')}>{text('message.none.text')}</Empty>}
      {shown !== undefined && <OpenMessage key={shown.id} message={shown} network={network} />}
      {received.length > 0 && <MessageList title={text('message.inbox')} messages={received} />}
      {written.length > 0 && <MessageList title={text('message.outbox')} messages={written} />}
    </div>
  );
}

function MessageList({ title, messages }: { readonly title: string; readonly messages: readonly MessageView[] }) {
  return (
    <Card title={title} flush>
      <ul>
        {messages.map((message) => (
          <li key={message.id}>
            <Link to="/network" search={{ part: 'messages', message: message.id }} className={styles.item}>
              {message.direction === 'in' ? <ReceivedLine message={message} /> : <WrittenLine message={message} />}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ReceivedLine({ message }: { readonly message: IncomingMessage }) {
  const text = useText();
  return (
    <>
      <span className={styles.words}>
        <span className={styles.name}><bdi>{message.title}</bdi></span>
        <span className={styles.muted}>{text('message.from', { name: message.sender })} · {nearTime(text, message.receivedAt, Date.now())}</span>
      </span>
      {message.openedAt === null && <Pill tone="accent">{text('message.new')}</Pill>}
    </>
  );
}

function WrittenLine({ message }: { readonly message: OutgoingMessage }) {
  const text = useText();
  const states = [...new Set(message.parts.map(({ state }) => state))];
  return (
    <>
      <span className={styles.words}>
        <span className={styles.name}><bdi>{message.title}</bdi></span>
        <span className={styles.muted}>{text('message.to', { names: text.intl.formatList(message.parts.map(({ name }) => name), { type: 'unit' }) })} · {nearTime(text, message.writtenAt, Date.now())}</span>
      </span>
      <span className={styles.pills}>{states.map((state) => <Pill key={state} tone={state === 'opened' || state === 'fetched' ? 'ok' : state === 'refused' || state === 'expired' ? 'warn' : 'plain'}>{text(`message.state.${state}`)}</Pill>)}</span>
    </>
  );
}
