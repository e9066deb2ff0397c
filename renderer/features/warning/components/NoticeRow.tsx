import type { StoredEntry } from '../../../../shared/domain/vault/entry.ts';
import type { Result } from '../../../../shared/errors/result.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { patchEntry } from '../../../platform/patchEntry.ts';
import { SettlingText } from '../../runs/index.ts';
import styles from './Warning.module.css';

interface NoticeRowProps {
  readonly notice: StoredEntry<'alarmNotice'>;
  readonly tell: (work: Promise<Result<unknown>>) => Promise<boolean>;
}

/** One who must know: by when, by which route, when it was sent and acknowledged, and the answer. */
export function NoticeRow({ notice, tell }: NoticeRowProps) {
  const text = useText();
  const { who, route, dueAt, sentAt, acknowledgedAt, answer } = notice;
  const save = (change: Partial<Pick<StoredEntry<'alarmNotice'>, 'sentAt' | 'acknowledgedAt' | 'answer'>>): void => void tell(patchEntry(notice, change));
  const now = Date.now();
  const when = (instant: string): string => nearTime(text, instant, now);
  const late = sentAt === null && Date.parse(dueAt) < now;
  return (
    <li className={styles.entry}>
      <div className={styles.spread}>
        <span>
          <span className={styles.name} dir="auto">{who}</span> <span className={styles.faint}>{[text(late ? 'alarm.reader.overdue' : 'alarm.reader.due', { when: when(dueAt) }), route].filter((part) => part !== '').join(' · ')}</span>
        </span>
        <span className={styles.row}>
          {sentAt !== null && <Pill tone="ok">{text('alarm.reader.sent', { when: when(sentAt) })}</Pill>}
          {acknowledgedAt !== null && <Pill tone="ok">{text('alarm.reader.acknowledged', { when: when(acknowledgedAt) })}</Pill>}
          {sentAt === null && <Button aria-label={text('alarm.reader.markSentTo', { who })} onPress={() => save({ sentAt: new Date().toISOString() })}>{text('alarm.reader.markSent')}</Button>}
          {sentAt !== null && acknowledgedAt === null && <Button aria-label={text('alarm.reader.markAcknowledgedBy', { who })} onPress={() => save({ acknowledgedAt: new Date().toISOString() })}>{text('alarm.reader.markAcknowledged')}</Button>}
          {sentAt !== null && <Button look="quiet" aria-label={text('alarm.reader.takeBackOf', { who })} onPress={() => save(acknowledgedAt === null ? { sentAt: null } : { acknowledgedAt: null })}>{text('alarm.reader.takeBack')}</Button>}
        </span>
      </div>
      {sentAt !== null && <SettlingText label={text('alarm.reader.answer', { who })} initial={answer} onChange={(next) => save({ answer: next })} maxLength={2_000} />}
    </li>
  );
}
