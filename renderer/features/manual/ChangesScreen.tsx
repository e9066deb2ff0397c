import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SectionChange } from '../../../shared/domain/editionChanges.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { useEditionChanges } from '../../data/publishedReads.ts';
import { changeSettings } from '../../data/useSettings.ts';
import { Button } from '../../design/components/Button.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { exactDate } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import { AcknowledgeList } from './acknowledge/AcknowledgeList.tsx';
import { ChangedSection, RemovedSection } from './changes/ChangedSection.tsx';
import styles from './ChangesScreen.module.css';
import { useSectionNews } from './useSectionNews.ts';

/** What the present edition changed, section by section, with the changed words side by side. */
export function ChangesScreen() {
  const text = useText();
  const navigate = useNavigate();
  const found = useEditionChanges();
  const newsOf = useSectionNews();
  const [onlyNew, setOnlyNew] = useState(false);
  if (found === undefined) return <Screen title={text('changes.title')}>{null}</Screen>;
  if (found === null) return <Screen title={text('changes.title')}><Empty title={text('changes.title')}>{text('changes.none')}</Empty></Screen>;
  const { manifest, previous, changes } = found;
  const touched = [...changes.changed, ...changes.added];
  const newToMe = touched.filter(({ id }) => newsOf?.(id) !== null);
  const isShown = ({ id }: SectionChange): boolean => !onlyNew || newsOf?.(id) !== null;
  const changed = changes.changed.filter(isShown);
  return (
    <Screen title={text('changes.title')}>
      <div className={styles.column}>
        <p className={styles.lead}>{text('changes.lead', { edition: manifest.edition, date: exactDate(text, manifest.publishedOn), previous: previous.edition })}</p>
        {manifest.editorNote !== undefined && (
          <section>
            <h2>{text('changes.note')}</h2>
            <p className={styles.lead} dir="auto">{manifest.editorNote}</p>
          </section>
        )}
        <AcknowledgeList />
        {touched.length > 0 && newsOf !== undefined && (
          <div className={styles.row}>
            <p className={styles.lead}>{text('changes.newToYou', { count: newToMe.length, total: touched.length })}</p>
            {newToMe.length > 0 && newToMe.length < touched.length && (
              <Button look="quiet" aria-pressed={onlyNew} onPress={() => setOnlyNew(!onlyNew)}>
                {text(onlyNew ? 'changes.showAll' : 'changes.showNew')}
              </Button>
            )}
          </div>
        )}
        {changed.length > 0 && (
          <section className={styles.group}>
            <h2>{text('changes.changed')}</h2>
            {changed.map((change) => (
              <ChangedSection key={change.id} change={change} previous={previous} news={newsOf?.(change.id)} />
            ))}
          </section>
        )}
        <PlainList title={text('changes.added')} sections={changes.added.filter(isShown)} />
        {!onlyNew && <PlainList title={text('changes.moved')} sections={changes.moved} />}
        {!onlyNew && changes.removed.length > 0 && (
          <section className={styles.group}>
            <h2>{text('changes.removed')}</h2>
            {changes.removed.map((change) => (
              <RemovedSection key={change.id} change={change} previous={previous} />
            ))}
          </section>
        )}
        <div>
          <Button look="primary" onPress={() => void changeSettings({ changesSeenFor: manifest.number }).then(() => navigate({ to: '/today' }))}>
            {text('changes.seen')}
          </Button>
        </div>
      </div>
    </Screen>
  );
}

function PlainList({ title, sections }: { readonly title: string; readonly sections: readonly SectionChange[] }) {
  const text = useText();
  if (sections.length === 0) return null;
  return (
    <section className={styles.group}>
      <h2>{title}</h2>
      <ul className={styles.list}>
        {sections.map((section) => (
          <li key={section.id}>
            <Link to="/manual/$sectionId" params={{ sectionId: section.id }}>
              {section.number} {section.title}
            </Link>
            {section.previousNumber !== undefined && <span className={styles.lead}> {text('changes.wasNumber', { number: section.previousNumber })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
