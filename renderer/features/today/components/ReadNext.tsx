import { Link } from '@tanstack/react-router';
import { useSections } from '../../../data/publishedReads.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from '../TodayScreen.module.css';

/** The section that belongs to the next step. */
export function ReadNext({ sectionId }: { readonly sectionId: string | undefined }) {
  const text = useText();
  const section = useSections()?.find((one) => one.id === sectionId);
  if (section === undefined) return null;
  return (
    <Card title={text('today.reading')}>
      <div>
        <Link to="/manual/$sectionId" params={{ sectionId: section.id }}>
          <b><bdi>{section.title}</bdi></b>
        </Link>
        <p className={styles.muted}><bdi>{section.summary}</bdi></p>
      </div>
      <p className={styles.muted}>{text('today.reading.text', { number: section.number })}</p>
    </Card>
  );
}
