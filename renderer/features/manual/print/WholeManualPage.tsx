import { useEffect, useRef, useState } from 'react';
import { useManifest, useSections } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { Progress } from '../../../design/components/Progress.tsx';
import { exactDate } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { MarkdownText } from '../components/MarkdownText.tsx';
import reading from '../components/ReadingColumn.module.css';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { useFocusOnOpen } from '../useFocusOnOpen.ts';
import styles from './Print.module.css';
import { PrintButtons } from './PrintButtons.tsx';
import { usePrintFoot } from './usePrintFoot.ts';

/** Sections drawn in one go, so that the screen stays alive and can be left. */
const sectionsAtOnce = 3;

/** Cover, contents and every section one after the other, to print or to keep as a PDF. On the screen only the first lines are of use. */
export function WholeManualPage() {
  const text = useText();
  const title = useRef<HTMLHeadingElement>(null);
  const manifest = useManifest();
  const sections = useSections();
  const [drawn, setDrawn] = useState(0);
  const [stopped, setStopped] = useState(false);
  useFocusOnOpen(title, 'whole');
  usePrintFoot(manifest);
  const total = sections?.length ?? 0;
  const isDrawing = !stopped && drawn < total;
  useEffect(() => {
    if (!isDrawing) return undefined;
    const timer = window.setTimeout(() => setDrawn((before) => before + sectionsAtOnce));
    return () => window.clearTimeout(timer);
  }, [isDrawing, drawn]);
  if (manifest == null || sections === undefined) return null;
  const content = { lang: manifest.language, dir: contentDirection(manifest.language) } as const;
  return (
    <article className={`${reading.column} ${styles.whole}`} aria-labelledby="whole-title">
      <div className={styles.screen}>
        <h2 id="whole-title" ref={title} tabIndex={-1} className={`${reading.title} ${styles.first}`}>{text('print.whole')}</h2>
        <p className={styles.lead}>{text('print.whole.lead', { count: total })}</p>
        {isDrawing && (
          <div className={styles.row}>
            <Progress label={text('print.drawing')} value={Math.min(drawn, total)} total={total} />
            <span role="status">{text('print.drawn', { done: Math.min(drawn, total), total })}</span>
            <Button look="quiet" onPress={() => setStopped(true)}>{text('common.cancel')}</Button>
          </div>
        )}
        {stopped && <div className={styles.row}><p>{text('print.stopped')}</p><Button onPress={() => { setDrawn(0); setStopped(false); }}>{text('print.again')}</Button></div>}
        {!isDrawing && !stopped && <PrintButtons fileName={text('print.file', { title: manifest.title, edition: manifest.edition })} />}
      </div>
      {!stopped && (
        <div className={styles.paper} {...content} aria-busy={isDrawing}>
          <section className={styles.cover}>
            <p className={styles.title}>{manifest.title}</p>
            <p>{text('print.cover', { edition: manifest.edition, date: exactDate(text, manifest.publishedOn), publisher: manifest.publisher })}</p>
            <p>{manifest.notice}</p>
          </section>
          <nav className={styles.contents} aria-label={text('manual.contents')}>
            <h3>{text('manual.contents')}</h3>
            {manifest.chapters.map((chapter) => (
              <div key={chapter.id}>
                <p className={styles.chapter}>{chapter.number} {chapter.title}</p>
                <ul>
                  {sections.filter(({ chapterId }) => chapterId === chapter.id).map(({ id, number, title: name }) => (
                    <li key={id}><a href={`#whole-${id}`} onClick={(event) => { event.preventDefault(); document.getElementById(`whole-${id}`)?.scrollIntoView(); }}>{number} {name}</a></li>
                  ))}
                </ul>
              </div>
            ))}
          </nav>
          {sections.slice(0, drawn).map((section) => (
            <section key={section.id} id={`whole-${section.id}`} className={styles.section}>
              <h3 className={styles.heading}>{section.number} {section.title}</h3>
              <p className={reading.summary}>{section.summary}</p>
              <MarkdownText body={section.body} id={`whole-${section.id}`} />
              <ul className={styles.sources} aria-label={text('manual.sources')}>
                {section.sources.map((source) => <li key={source}>{source}</li>)}
              </ul>
            </section>
          ))}
        </div>
      )}
    </article>
  );
}
