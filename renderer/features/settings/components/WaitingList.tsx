import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { MessageId } from '../../../../shared/messages/en.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { vault } from '../../../platform/vault.ts';
import type { WaitingItem } from '../../../vault/sync/exchangeRequests.ts';
import devicesStyles from './DevicesPage.module.css';
import styles from '../SettingsScreen.module.css';

const kinds = new Set(['note', 'situation', 'run', 'briefing', 'entry', 'profile', 'programme', 'editionRead', 'settings']);
const shownItems = 50;

/** What no other device has yet, each openable where it has a screen. */
export function WaitingList({ count }: { readonly count: number }) {
  const text = useText();
  const [items, setItems] = useState<readonly WaitingItem[]>([]);
  useEffect(() => {
    let current = true;
    void vault.exchange.waiting().then((listed) => current && listed.ok && setItems(listed.value));
    return () => {
      current = false;
    };
  }, [count]);
  const shown = count === 0 ? [] : items.slice(0, shownItems);
  const more = count - shown.length;
  return (
    <Card title={text('exchange.waits')}>
      <p className={styles.muted}>{text(count === 0 ? 'exchange.waits.none' : 'exchange.waits.text')}</p>
      {shown.length > 0 && (
        <ul className={devicesStyles.list} aria-label={text('exchange.waits')}>
          {shown.map((item) => (
            <li key={`${item.kind}/${item.id}`} className={devicesStyles.device}>
              <span className={devicesStyles.name}><ItemLink item={item}><bdi>{item.title ?? text('exchange.waits.untitled')}</bdi></ItemLink></span>
              <span className={styles.muted}>{text((kinds.has(item.kind) ? `exchange.waits.kind.${item.kind}` : 'exchange.waits.kind.other') as MessageId)}</span>
            </li>
          ))}
        </ul>
      )}
      {shown.length > 0 && more > 0 && <p className={styles.muted}>{text('exchange.waits.more', { count: more })}</p>}
    </Card>
  );
}

function ItemLink({ item, children }: { readonly item: WaitingItem; readonly children: React.ReactNode }) {
  const { kind, id, situationId } = item;
  if (kind === 'note' && situationId !== null) return <Link to="/situations/$situationId" params={{ situationId }} search={{ note: id }}>{children}</Link>;
  if (kind === 'situation') return <Link to="/situations/$situationId" params={{ situationId: id }}>{children}</Link>;
  if (kind === 'briefing' && situationId !== null) return <Link to="/situations/$situationId/briefings" params={{ situationId }} search={{ briefing: id }}>{children}</Link>;
  if (kind === 'run') return <Link to="/runs/$runId" params={{ runId: id }}>{children}</Link>;
  if (kind === 'programme') return <Link to="/onboarding">{children}</Link>;
  if (kind === 'entry') return <Link to="/calendar">{children}</Link>;
  if (kind === 'editionRead') return <Link to="/manual">{children}</Link>;
  return <Link to="/settings" search={{ page: 'general' }}>{children}</Link>;
}
