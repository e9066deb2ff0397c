import { CalendarPlus } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { Meeting } from '../../../../shared/content/network.schema.ts';
import { meetingEvent } from '../../../../shared/domain/network/meetingEvent.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Card } from '../../../design/components/Card.tsx';
import { Notice } from '../../../design/components/Notice.tsx';
import { Pill } from '../../../design/components/Pill.tsx';
import { today } from '../../../i18n/nearDate.ts';
import { type TextTools, useText } from '../../../i18n/useText.ts';
import { bridge } from '../../../platform/bridge.ts';
import { MarkdownText } from '../../manual/index.ts';
import { longDate } from '../networkDates.ts';
import styles from '../NetworkScreen.module.css';
import { UpdatedOn } from './UpdatedOn.tsx';

/** Meetings ahead and past, with their papers, and as files for any calendar. */
export function MeetingList({ meetings }: { readonly meetings: readonly Meeting[] }) {
  const text = useText();
  const [told, setTold] = useState<{ readonly tone: 'good' | 'problem'; readonly words: string } | null>(null);
  const save = async (those: readonly Meeting[]): Promise<void> => {
    const saved = await bridge.call('calendar.save', those.map(meetingEvent), text('network.meeting.fileName'));
    if (!saved.ok) setTold({ tone: 'problem', words: text.failure(saved.error) });
    else if (saved.value !== null) setTold({ tone: 'good', words: text('network.meeting.saved', { name: saved.value.name }) });
  };
  const isAhead = (meeting: Meeting): boolean => meeting.endsOn >= today();
  const ahead = meetings.filter(isAhead).toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
  const past = meetings.filter((meeting) => !isAhead(meeting)).toSorted((a, b) => b.startsOn.localeCompare(a.startsOn));
  const takes = ahead.filter(({ state }) => state !== 'cancelled');
  return (
    <>
      {told !== null && <Notice tone={told.tone}>{told.words}</Notice>}
      {ahead.length > 0 && (
        <Card title={text('network.meetings.ahead')} flush aside={takes.length > 1 && <Button look="quiet" onPress={() => void save(takes)}>{text('network.meeting.saveAll')}</Button>}>
          {ahead.map((meeting) => <MeetingView key={meeting.id} meeting={meeting} onSave={meeting.state === 'cancelled' ? null : () => void save([meeting])} />)}
        </Card>
      )}
      {past.length > 0 && <Card title={text('network.meetings.past')} flush>{past.map((meeting) => <MeetingView key={meeting.id} meeting={meeting} onSave={null} />)}</Card>}
    </>
  );
}

function whenOf(text: TextTools, { startsOn, endsOn, startsAt }: Meeting): string {
  const day = startsOn === endsOn ? longDate(text, startsOn) : text('network.meeting.days', { from: longDate(text, startsOn), until: longDate(text, endsOn) });
  return startsAt === undefined ? day : text('network.meeting.at', { day, time: startsAt });
}

function MeetingView({ meeting, onSave }: { readonly meeting: Meeting; readonly onSave: (() => void) | null }) {
  const text = useText();
  return (
    <article className={styles.meeting} aria-labelledby={`meeting-${meeting.id}`}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h3 id={`meeting-${meeting.id}`} className={styles.name}><bdi>{meeting.title}</bdi></h3>
          <span>{whenOf(text, meeting)}</span>
          <span className={styles.pills}>
            <Pill>{text(`network.meeting.${meeting.kind}`)}</Pill>
            <Pill tone={meeting.state === 'cancelled' ? 'warn' : meeting.state === 'confirmed' ? 'ok' : 'plain'}>{text(`network.state.${meeting.state}`)}</Pill>
          </span>
        </div>
        {onSave !== null && <Button onPress={onSave} aria-label={text('network.meeting.saveOne', { title: meeting.title })}><CalendarPlus size={16} aria-hidden="true" />{text('network.meeting.save')}</Button>}
      </header>
      <dl className={styles.facts}>
        <div><dt>{text('network.meeting.where')}</dt><dd><bdi>{meeting.place}</bdi></dd></div>
        <div><dt>{text('network.meeting.host')}</dt><dd><bdi>{meeting.host}</bdi></dd></div>
      </dl>
      <p><bdi>{meeting.about}</bdi></p>
      {meeting.outcomes.length > 0 && (
        <section>
          <h4 className={styles.small}>{text('network.meeting.outcomes')}</h4>
          <ul className={styles.dots}>{meeting.outcomes.map((outcome) => <li key={outcome}><bdi>{outcome}</bdi></li>)}</ul>
        </section>
      )}
      {meeting.papers.length > 0 && (
        <section>
          <h4 className={styles.small}>{text('network.meeting.papers')}</h4>
          {meeting.papers.map((paper) => (
            <details key={paper.id} className={styles.paper}>
              <summary><bdi>{paper.title}</bdi></summary>
              <div dir="auto"><Suspense><MarkdownText body={paper.text} id={`${meeting.id}-${paper.id}`} /></Suspense></div>
            </details>
          ))}
        </section>
      )}
      <UpdatedOn date={meeting.updatedOn} />
    </article>
  );
}
