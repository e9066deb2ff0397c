import { Link } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { GlossaryEntry } from '../../../../shared/content/content.schema.ts';
import { useSections } from '../../../data/publishedReads.ts';
import { useWordedGlossary } from '../../../data/useTranslatedWords.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { useText } from '../../../i18n/useText.ts';
import { WordsNote } from '../../editions/index.ts';
import { Highlighted, typedMarks } from '../../search/index.ts';
import { glossaryMatches, underLetters } from './glossaryMatches.ts';
import styles from './Reference.module.css';
import { ReferenceArticle } from './ReferenceArticle.tsx';

/** All terms by letter, or those that answer what is typed. An entry that was asked for is brought into view. */
export function Glossary({ entryId }: { readonly entryId: string | undefined }) {
  const text = useText();
  const { value: entries, language, lag } = useWordedGlossary();
  const content = { lang: language, dir: contentDirection(language) } as const;
  const [typed, setTyped] = useState('');
  const found = useMemo(() => glossaryMatches(entries, typed, content.lang), [entries, typed, content.lang]);
  const filtered = typed.trim() !== '';

  useEffect(() => {
    if (entryId !== undefined && entries.length > 0) document.getElementById(`term-${entryId}`)?.scrollIntoView({ block: 'center' });
  }, [entryId, entries]);

  return (
    <ReferenceArticle part="glossary" lead={text('reference.glossary.lead', { count: entries.length })}>
      <WordsNote lag={lag} />
      <SearchField value={typed} onChange={setTyped} autoComplete="off" className={styles.field!}>
        <Label className={styles.hidden!}>{text('reference.glossary.filter')}</Label>
        <Search size={15} aria-hidden="true" />
        <Input className={styles.input!} placeholder={text('reference.glossary.filter')} dir="auto" maxLength={100} />
      </SearchField>
      <p className={styles.status} role="status">
        {filtered ? (found.length === 0 ? text('reference.glossary.none', { typed }) : text('reference.glossary.count', { count: found.length })) : ''}
      </p>
      {(filtered ? [{ letter: '', entries: found }] : underLetters(found, content.lang)).map((group) => (
        <section key={group.letter} className={styles.letterGroup} {...(group.letter === '' ? {} : { 'aria-label': group.letter })}>
          {group.letter !== '' && <h3 className={styles.letter} {...content}>{group.letter}</h3>}
          <dl className={styles.terms} {...content}>
            {group.entries.map((entry) => (
              <Entry key={entry.id} entry={entry} typed={typed} asked={entry.id === entryId} />
            ))}
          </dl>
        </section>
      ))}
    </ReferenceArticle>
  );
}

function Entry({ entry, typed, asked }: { readonly entry: GlossaryEntry; readonly typed: string; readonly asked: boolean }) {
  const text = useText();
  const section = useSections()?.find((one) => one.id === entry.section);
  return (
    <div id={`term-${entry.id}`} className={styles.term} data-asked={asked || undefined}>
      <dt>
        <Highlighted text={entry.term} marks={typedMarks(entry.term, typed)} />
        {entry.also.length > 0 && <span className={styles.also}> {text('reference.glossary.also', { names: entry.also.join(', ') })}</span>}
      </dt>
      <dd>
        <Highlighted text={entry.definition} marks={typedMarks(entry.definition, typed)} />
        <span className={styles.source}>
          {section !== undefined && (
            <Link to="/manual/$sectionId" params={{ sectionId: section.id }}>
              <bdi>{section.number} {section.title}</bdi>
            </Link>
          )}
          <span>{entry.source}</span>
        </span>
      </dd>
    </div>
  );
}
