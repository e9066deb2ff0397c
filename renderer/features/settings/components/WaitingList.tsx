import { useEffect, useState } from 'react';
import { isReadyToSend } from '../../../../shared/domain/messages/readyToSend.ts';
import type { MessageId } from '../../../../shared/messages/en.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue, vault } from '../../../platform/vault.ts';
import type { WaitingItem } from '../../../vault/sync/exchangeRequests.ts';
import { WaitingLink } from './WaitingLink.tsx';
import devicesStyles from './DevicesPage.module.css';
import styles from '../SettingsScreen.module.css';

const kinds = new Set(['note', 'situation', 'run', 'briefing', 'entry', 'message', 'profile', 'programme', 'editionRead', 'settings', 'definition', 'messageKeys', 'fileLedger']);
/** Of these there is one, or none has a title: the kind says all there is to say. */
const titleless = new Set(['profile', 'programme', 'editionRead', 'settings', 'definition', 'messageKeys', 'fileLedger']);
const shownItems = 50;

/** What no other device has yet, and messages that the server has not been given, each openable where it has a screen. */
export function WaitingList({ count, isOn }: { readonly count: number; readonly isOn: boolean }) {
  const text = useText();
  const [items, setItems] = useState<readonly WaitingItem[]>([]);
  useEffect(() => {
    let current = true;
    void vault.exchange.waiting().then((listed) => current && listed.ok && setItems(listed.value));
    return () => {
      current = false;
    };
  }, [count]);
  const messages = (useVaultValue({ name: 'messages' }) ?? []).filter(isReadyToSend);
  const shown = count === 0 ? [] : items.slice(0, shownItems);
  const more = count - shown.length;
  if (!isOn && messages.length === 0) return null;
  return (
    <Card title={text('exchange.waits')}>
      {isOn && <p className={styles.muted}>{text(count === 0 ? 'exchange.waits.none' : 'exchange.waits.text')}</p>}
      {messages.length > 0 && (
        <>
          <p className={styles.muted}>{text('exchange.waits.messages')}</p>
          <ul className={devicesStyles.list} aria-label={text('exchange.waits.messages')}>
            {messages.slice(0, shownItems).map(({ id, title, parts }) => (
              <li key={id} className={devicesStyles.device}>
                <span className={devicesStyles.name}><WaitingLink item={{ kind: 'message', id, title, situationId: null, entryType: null }}><bdi>{title}</bdi></WaitingLink></span>
                <span className={styles.muted}>{text('message.to', { names: text.intl.formatList(parts.filter(({ state }) => state === 'ready').map(({ name }) => name), { type: 'unit' }) })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {shown.length > 0 && (
        <ul className={devicesStyles.list} aria-label={text('exchange.waits')}>
          {shown.map((item) => {
            const kind = text((kinds.has(item.kind) ? `exchange.waits.kind.${item.kind}` : 'exchange.waits.kind.other') as MessageId);
            const isAlone = titleless.has(item.kind);
            return (
              <li key={`${item.kind}/${item.id}`} className={devicesStyles.device}>
                <span className={devicesStyles.name}><WaitingLink item={item}><bdi>{isAlone ? kind : (item.title ?? text('exchange.waits.untitled'))}</bdi></WaitingLink></span>
                {!isAlone && <span className={styles.muted}>{kind}</span>}
              </li>
            );
          })}
        </ul>
      )}
      {shown.length > 0 && more > 0 && <p className={styles.muted}>{text('exchange.waits.more', { count: more })}</p>}
    </Card>
  );
}
