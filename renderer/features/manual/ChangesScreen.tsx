import { Link, useNavigate } from '@tanstack/react-router';
import type { SectionChange } from '../../../shared/domain/editionChanges.ts';
import { wordDifferences } from '../../../shared/text/wordDifferences.ts';
import { plainBody } from '../../../shared/search/plainBody.ts';
import { Screen } from '../../app/shell/Screen.tsx';
import { useEditionChanges, usePreviousSection, useSections } from '../../data/publishedReads.ts';
import { changeSettings } from '../../data/useSettings.ts';
import { Button } from '../../design/components/Button.tsx';
import { Empty } from '../../design/components/Empty.tsx';
import { exactDate } from '../../i18n/nearDate.ts';
import { useText } from '../../i18n/useText.ts';
import styles from './ChangesScreen.module.css';

/** What the present edition changed, section by section, with the changed words side by side. */
export function ChangesScreen() {
  const text = useText();
  const navigate = useNavigate();
  const found = useEditionChanges();
  if (found === undefined) return <Screen title={text('changes.title')}>{null}</Screen>;
  if (found === null) return <Screen title={text('changes.title')}><Empty title={text('changes.title')}>{text('changes.none')}</Empty></Screen>;
  const { manifest, previous, changes } = found;
  return (
    <Screen title={text('changes.title')}>
      <div className={styles.column}>
        <p className={styles.lead}>{text('changes.lead', { edition: manifest.edition, date: exactDate(text, manifest.publishedOn), previous: previous.edition })}</p>
        {manifest.editorNote !== undefined && (
          <section>
            <h2>{text('changes.note')}</h2>
            <p className={styles.lead}>{manifest.editorNote}</p>
          </section>
        )}
        {changes.changed.length > 0 && (
          <section className={styles.group}>
            <h2>{text('changes.changed')}</h2>
            {changes.changed.map((change) => (
              <ChangedSection key={change.id} change={change} />
            ))}
          </section>
        )}
        <PlainList title={text('changes.added')} sections={changes.added} linked />
        <PlainList title={text('changes.moved')} sections={changes.moved} linked />
        <PlainList title={text('changes.removed')} sections={changes.removed} linked={false} />
        <div>
          <Button look="primary" onPress={() => void changeSettings({ changesSeenFor: manifest.number }).then(() => navigate({ to: '/today' }))}>
            {text('changes.seen')}
          </Button>
        </div>
      </div>
    </Screen>
  );
}

function ChangedSection({ change }: { readonly change: SectionChange }) {
  const before = usePreviousSection(change.id);
  const after = useSections()?.find((section) => section.id === change.id);
  const parts = before == null || after === undefined ? [] : wordDifferences(plainBody(before.body), plainBody(after.body));
  return (
    <article className={styles.change}>
      <h3>
        <Link to="/manual/$sectionId" params={{ sectionId: change.id }}>
          {change.number} {change.title}
        </Link>
      </h3>
      <p className={styles.redline}>
        {parts.map((part, at) =>
          part.kind === 'same' ? <span key={at}>{shorten(part.text, at, parts.length)}</span> : part.kind === 'added' ? <ins key={at}>{part.text} </ins> : <del key={at}>{part.text} </del>,
        )}
      </p>
    </article>
  );
}

/** Unchanged text is shown for its last and next few words only. */
function shorten(text: string, at: number, count: number): string {
  const words = text.split(' ');
  if (words.length <= 24) return `${text} `;
  const head = at === 0 ? '' : `${words.slice(0, 10).join(' ')} `;
  const tail = at === count - 1 ? '' : ` ${words.slice(-10).join(' ')} `;
  return `${head}…${tail}`;
}

function PlainList({ title, sections, linked }: { readonly title: string; readonly sections: readonly SectionChange[]; readonly linked: boolean }) {
  if (sections.length === 0) return null;
  return (
    <section className={styles.group}>
      <h2>{title}</h2>
      <ul className={styles.list}>
        {sections.map((section) => (
          <li key={section.id}>
            {linked ? (
              <Link to="/manual/$sectionId" params={{ sectionId: section.id }}>
                {section.number} {section.title}
              </Link>
            ) : (
              section.title
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
