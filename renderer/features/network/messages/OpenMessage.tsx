import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Network } from '../../../../shared/content/network.schema.ts';
import type { MessageView } from '../../../../shared/domain/messages/message.ts';
import type { Failure } from '../../../../shared/errors/result.ts';
import { exchangeNow, withdraw } from '../../../data/messageExchange.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import { possibleRecipients } from './recipients.ts';
import styles from './Messages.module.css';

/** One message, whole. Opening a received one tells its sender, at the next exchange, that it was read. */
export function OpenMessage({ message, network }: { readonly message: MessageView; readonly network: Network | null }) {
  const text = useText();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<Failure | null>(null);
  const unread = message.direction === 'in' && message.openedAt === null;
  useEffect(() => {
    if (unread) void vault.commands.markMessage(message.id, 'opened').then(() => exchangeNow());
  }, [unread, message.id]);
  const known = message.direction === 'in' ? possibleRecipients(network).find(({ signKey }) => signKey === message.signKey) : undefined;
  const close = (): void => void navigate({ to: '/network', search: { part: 'messages' } });
  const takeBack = async (part: { readonly id: string; readonly state: string }): Promise<void> => {
    const done = await withdraw(message.id, part);
    setProblem(done.ok ? null : done.error);
  };
  return (
    <Card title={message.title} aside={<Button look="quiet" onPress={close}>{text('message.close')}</Button>}>
      <p className={styles.pills}><Pill>{text(`message.kind.${message.kind}`)}</Pill><Pill tone="accent">{text(`message.handling.${message.handling}`)}</Pill></p>
      {problem !== null && <Notice tone="problem">{text.failure(problem)}</Notice>}
      {message.direction === 'in' && (
        <div className={styles.words}>
          <span>{text('message.from', { name: message.sender })}</span>
          {known === undefined ? <Notice>{text('message.unknownKey')}</Notice> : <span className={styles.muted}>{text('message.known')} <bdi>{known.name}</bdi></span>}
          <span className={styles.mono}>{text('message.fingerprint', { fingerprint: message.fingerprint })}</span>
        </div>
      )}
      <div className={styles.body} dir="auto">{message.text}</div>
      {message.direction === 'out' && (
        <ul className={styles.parts}>
          {message.parts.map((part) => (
            <li key={part.id} className={styles.part}>
              <span className={styles.words}>
                <bdi>{part.name}</bdi>
                <span className={styles.mono}>{text('message.fingerprint', { fingerprint: part.fingerprint })}</span>
                <span className={styles.muted}>{text(`message.state.${part.state}`)} · {nearTime(text, part.at, Date.now())}</span>
              </span>
              {(part.state === 'ready' || part.state === 'sent') && <Button onPress={() => void takeBack(part)} aria-label={text('message.withdrawFrom', { name: part.name })}>{text('message.withdraw')}</Button>}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.row}>
        {known !== undefined && <Link to="/network" search={{ part: 'messages', message: 'new', to: known.entry }} className={styles.link}>{text('message.answer')}</Link>}
        <Button look="quiet" onPress={() => void vault.commands.trashMessage(message.id, true).then(close)}>{text('message.delete')}</Button>
      </div>
    </Card>
  );
}
