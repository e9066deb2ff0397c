import { Suspense } from 'react';
import type { Announcement } from '../../../../shared/content/network.schema.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import { MarkdownText } from '../../manual/index.ts';
import styles from '../NetworkScreen.module.css';
import { UpdatedOn } from './UpdatedOn.tsx';

/** What the Secretariat tells everybody, the newest first. */
export function AnnouncementList({ announcements }: { readonly announcements: readonly Announcement[] }) {
  const text = useText();
  if (announcements.length === 0) return null;
  return (
    <Card title={text('network.part.announcements')} flush>
      {announcements.toSorted((a, b) => b.updatedOn.localeCompare(a.updatedOn)).map((announcement) => (
        <article key={announcement.id} className={styles.meeting} aria-labelledby={`announcement-${announcement.id}`}>
          <h3 id={`announcement-${announcement.id}`} className={styles.name}><bdi>{announcement.title}</bdi></h3>
          <div dir="auto"><Suspense><MarkdownText body={announcement.text} id={announcement.id} /></Suspense></div>
          <UpdatedOn date={announcement.updatedOn} />
        </article>
      ))}
    </Card>
  );
}
