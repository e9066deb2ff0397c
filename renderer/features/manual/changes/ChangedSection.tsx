import { Link } from '@tanstack/react-router';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import type { SectionChange } from '../../../../shared/domain/editionChanges.ts';
import { usePreviousSection, useSections } from '../../../data/publishedReads.ts';
import { Pill } from '../../../design/components/Pill.tsx';
import { useText } from '../../../i18n/useText.ts';
import type { SectionNews } from '../sectionNews.ts';
import styles from '../ChangesScreen.module.css';
import { EarlierText } from './EarlierText.tsx';
import { SectionRedline } from './SectionRedline.tsx';

interface ChangedSectionProps {
  readonly change: SectionChange;
  readonly previous: Manifest;
  /** What is new in it to this reader; null where they have read it as it is now, undefined while that is not known. */
  readonly news: SectionNews | undefined;
}

export function ChangedSection({ change, previous, news }: ChangedSectionProps) {
  const text = useText();
  const before = usePreviousSection(change.id);
  const after = useSections()?.find((section) => section.id === change.id);
  return (
    <article className={styles.change}>
      <h3>
        <Link to="/manual/$sectionId" params={{ sectionId: change.id }}>
          {change.number} {change.title}
        </Link>
      </h3>
      {news === 'changed-since-read' && <div><Pill tone="warn">{text('manual.news.changed-since-read')}</Pill></div>}
      {news === null && <div><Pill tone="ok">{text('changes.read')}</Pill></div>}
      {change.previousTitle !== undefined && <p className={styles.lead}>{text('changes.renamed', { title: change.previousTitle })}</p>}
      {before != null && after !== undefined && <SectionRedline before={before} after={after} language={previous.language} />}
      {before != null && <EarlierText section={before} manifest={previous} />}
    </article>
  );
}

/** A section that the edition no longer has; its text can still be read here. */
export function RemovedSection({ change, previous }: Omit<ChangedSectionProps, 'news'>) {
  const before = usePreviousSection(change.id);
  return (
    <article className={styles.change}>
      <h3>
        {change.number} {change.title}
      </h3>
      {before != null && <EarlierText section={before} manifest={previous} />}
    </article>
  );
}
