import { Link } from '@tanstack/react-router';
import { useSections } from '../../../data/publishedReads.ts';
import styles from './Reference.module.css';

/** The sections that an entry belongs to. */
export function SectionLinks({ ids }: { readonly ids: readonly string[] }) {
  const sections = useSections()?.filter((section) => ids.includes(section.id)) ?? [];
  return (
    <ul className={styles.links}>
      {sections.map((section) => (
        <li key={section.id}>
          <Link to="/manual/$sectionId" params={{ sectionId: section.id }}>
            <bdi>{section.number} {section.title}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  );
}
