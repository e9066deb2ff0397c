import { Link } from '@tanstack/react-router';
import { useSections } from '../../../data/publishedReads.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './SectionExcerpt.module.css';

/** The Manual beside the task: number, title, the one sentence on what the section gives, and the way into it. */
export function SectionExcerpt({ id }: { readonly id: string }) {
  const text = useText();
  const section = useSections()?.find((one) => one.id === id);
  if (section === undefined) return null;
  return (
    <Link to="/manual/$sectionId" params={{ sectionId: id }} className={styles.excerpt}>
      <span className={styles.number}>{text('onboarding.task.manual', { number: section.number })}</span>
      <span className={styles.title}><bdi>{section.title}</bdi></span>
      <span className={styles.summary}><bdi>{section.summary}</bdi></span>
      <span className={styles.read}>{text('onboarding.task.read')}</span>
    </Link>
  );
}
