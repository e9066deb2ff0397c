import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import { Card } from '../../../design/components/Card.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from '../HandoverScreen.module.css';

/** A handover that was taken in, or the receipt of one that was made: where things stand, who is who, what is open. */
export function HandoverRecord({ record }: { readonly record: StoredEntry<'received'> | StoredEntry<'receipt'> }) {
  const text = useText();
  const { post, madeOn, situations, contacts, openItems, papers = [], files = 0 } = record;
  const list = (title: string, items: readonly { readonly name: string; readonly line: string; readonly dueOn?: string | null }[]) =>
    items.length > 0 && (
      <section>
        <h3>{title}</h3>
        <ul className={styles.lines}>
          {items.map(({ name, line, dueOn }, at) => (
            <li key={`${at} ${name}`}>
              <b dir="auto">{name}</b>
              {dueOn != null && <span className={styles.muted}> · {exactDate(text, dueOn)}</span>}
              {line !== '' && <span className={styles.muted} dir="auto"> {line}</span>}
            </li>
          ))}
        </ul>
      </section>
    );
  return (
    <Card title={text(record.type === 'received' ? 'handover.received' : 'handover.receipt')}>
      <p className={styles.muted}>{post} · {text('handover.madeOn', { when: exactDate(text, madeOn) })}</p>
      {record.type === 'receipt' && record.sealedTo !== undefined && <p className={styles.muted}>{text('handover.sealedTo', { digits: record.sealedTo })}</p>}
      {record.type === 'received' && record.letter !== '' && <p className={styles.letter} dir="auto">{record.letter}</p>}
      {list(text('handover.stand'), situations)}
      {list(text('handover.who'), contacts)}
      {list(text('handover.openItems'), openItems)}
      {list(text('handover.papers'), papers)}
      {record.type === 'received' && papers.length > 0 && <p className={styles.muted}>{text('handover.received.papers')}</p>}
      <p className={styles.muted}>
        {record.type === 'received' ? text('handover.received.done', { count: record.tasksDone }) : text('handover.receipt.text', { notes: record.notes, files, sources: record.sources, leftOut: record.leftOut })}
      </p>
    </Card>
  );
}
