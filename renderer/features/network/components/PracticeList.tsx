import type { Practice } from '../../../../shared/content/network.schema.ts';
import { Card } from '../../../design/components/Card.tsx';
import { useText } from '../../../i18n/useText.ts';
import styles from '../NetworkScreen.module.css';
import { UpdatedOn } from './UpdatedOn.tsx';

const parts = ['problem', 'tried', 'result', 'lesson'] as const;

/** What others tried, in the same four steps each. */
export function PracticeList({ practices }: { readonly practices: readonly Practice[] }) {
  const text = useText();
  if (practices.length === 0) return null;
  return (
    <Card title={text('network.part.practice')} flush>
      {practices.map((practice) => (
        <article key={practice.id} className={styles.meeting} aria-labelledby={`practice-${practice.id}`}>
          <header className={styles.words}>
            <h3 id={`practice-${practice.id}`} className={styles.name}><bdi>{practice.title}</bdi></h3>
            <span className={styles.muted}><bdi>{practice.country}</bdi></span>
          </header>
          <dl className={styles.steps}>
            {parts.map((part) => (
              <div key={part}>
                <dt>{text(`network.practice.${part}`)}</dt>
                <dd><bdi>{practice[part]}</bdi></dd>
              </div>
            ))}
          </dl>
          <p className={styles.muted}>{text('network.practice.sources', { sources: practice.sources.join('; ') })}</p>
          <UpdatedOn date={practice.updatedOn} />
        </article>
      ))}
    </Card>
  );
}
