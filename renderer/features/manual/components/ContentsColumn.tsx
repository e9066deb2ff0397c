import { Link } from '@tanstack/react-router';
import { List, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import type { Section } from '../../../../shared/content/content.schema.ts';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { useEditionState } from '../../../data/secretariatQueries.ts';
import { nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useManualSearch } from '../../search/index.ts';
import { referenceParts } from '../reference/referenceParts.ts';
import { ChapterList } from './ChapterList.tsx';
import styles from './ContentsColumn.module.css';
import { SearchHits } from './SearchHits.tsx';

interface ContentsColumnProps {
  readonly manifest: Manifest;
  readonly sections: readonly Section[];
  /** The section that is open. */
  readonly current: string | undefined;
  /** The part of the reference that is open. */
  readonly part: string | undefined;
}

/** The edition and how far it is confirmed, the search as you type, and below it the contents or what was found. */
export function ContentsColumn({ manifest, sections, current, part }: ContentsColumnProps) {
  const text = useText();
  const column = useRef<HTMLElement>(null);
  const state = useEditionState().data;
  const [query, setQuery] = useState('');
  // Only where the contents stand above the text: there they open on demand, and close when something was chosen.
  const [shown, setShown] = useState(false);
  const found = useManualSearch(query, 30);
  const confirmation = state?.confirmation ?? 'bundled';
  const when = state?.confirmedAt == null ? '' : nearTime(text, state.confirmedAt, Date.now());
  const searching = query.trim() !== '';

  useEffect(() => setShown(false), [current, part]);
  useEffect(() => {
    const frame = requestAnimationFrame(() => column.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' }));
    return () => cancelAnimationFrame(frame);
  }, [current, part, searching]);

  return (
    <nav ref={column} className={styles.column} aria-label={text('manual.contents')}>
      <div className={styles.edition}>
        <p>{text('manual.edition', { edition: manifest.edition, state: text(`manual.state.${confirmation}`, { when }), count: sections.length })}</p>
        <p>{confirmation === 'bundled' ? text('manual.own') : text('manual.publishedBy', { publisher: manifest.publisher })}</p>
      </div>
      <button type="button" className={styles.toggle} aria-expanded={shown || searching} aria-controls="manual-contents" onClick={() => setShown(!shown)}>
        <List size={15} aria-hidden="true" />
        {text('manual.contents')}
      </button>
      <SearchField value={query} onChange={setQuery} autoComplete="off" className={styles.field!}>
        <Label className={styles.hidden!}>{text('manual.search')}</Label>
        <Search size={15} aria-hidden="true" />
        <Input className={styles.input!} placeholder={text('manual.search')} dir="auto" maxLength={200} />
        {query !== '' && (
          <Button className={styles.clear!} aria-label={text('manual.search.clear')}>
            <X size={14} aria-hidden="true" />
          </Button>
        )}
      </SearchField>
      <div id="manual-contents" className={styles.panel} data-shown={shown || searching || undefined}>
        {searching ? (
          <SearchHits query={query} groups={found} sections={sections} current={current} />
        ) : (
          <>
            <ChapterList manifest={manifest} sections={sections} current={current} />
            <div className={styles.reference}>
              <Link to="/manual/margin" className={styles.section} activeProps={{ 'aria-current': 'page' }}>
                {text('margin.title')}
              </Link>
              <h2 className={styles.label}>{text('reference.title')}</h2>
              <ul>
                {referenceParts.map((id) => (
                  <li key={id}>
                    <Link to="/manual/reference/$part" params={{ part: id }} className={styles.section} aria-current={id === part ? 'page' : undefined}>
                      {text(`reference.${id}`)}
                    </Link>
                  </li>
                ))}
                <li>
                  <Link to="/manual/editions" className={styles.section} activeProps={{ 'aria-current': 'page' }}>
                    {text('earlier.title')}
                  </Link>
                </li>
              </ul>
            </div>
          </>
        )}
      </div>
    </nav>
  );
}
