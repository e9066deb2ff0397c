import { Link } from '@tanstack/react-router';
import { shortFingerprint } from '../../../../shared/domain/fingerprint.ts';
import { useManifest, useSections } from '../../../data/publishedReads.ts';
import { useEditionState } from '../../../data/secretariatQueries.ts';
import { exactDate, nearTime } from '../../../i18n/nearDate.ts';
import { useText } from '../../../i18n/useText.ts';
import { useVaultValue } from '../../../platform/vault.ts';
import { lastRead } from '../lastRead.ts';
import styles from './Cover.module.css';
import { ReferenceArticle, useContentLanguage } from './ReferenceArticle.tsx';

/** The cover: whose text this is, how far it is confirmed, where to go on reading, and the chapters. */
export function Cover() {
  const text = useText();
  const content = useContentLanguage();
  const manifest = useManifest();
  const sections = useSections();
  const state = useEditionState().data;
  const read = useVaultValue({ name: 'editionRead' });
  if (manifest == null || sections === undefined) return null;
  const confirmation = state?.confirmation ?? 'bundled';
  const when = state?.confirmedAt == null ? '' : nearTime(text, state.confirmedAt, Date.now());
  const open = lastRead(sections, read) ?? sections[0];
  const hasRead = open !== undefined && read?.sections[open.id] !== undefined;

  return (
    <ReferenceArticle part="about">
      <p className={styles.title} {...content}>{manifest.title}</p>
      <p className={styles.notice} {...content}>{manifest.notice}</p>
      <dl className={styles.facts}>
        <dt>{text('manual.cover.edition')}</dt>
        <dd>{manifest.edition}</dd>
        <dt>{text('manual.cover.published')}</dt>
        <dd>{exactDate(text, manifest.publishedOn)}</dd>
        <dt>{text('manual.cover.publisher')}</dt>
        <dd dir="auto">{manifest.publisher}</dd>
        {state !== undefined && <dt>{text('print.fingerprint')}</dt>}
        {state !== undefined && <dd><bdi>{shortFingerprint(state.fingerprint)}</bdi></dd>}
        <dt>{text('manual.cover.confirmation')}</dt>
        <dd>{text(`manual.cover.state.${confirmation}`, { when })}</dd>
      </dl>
      <p><Link to="/manual/print" className={styles.openLink}>{text('print.whole')}</Link></p>
      {open !== undefined && (
        <p>
          <Link to="/manual/$sectionId" params={{ sectionId: open.id }} className={styles.openLink}>
            {text(hasRead ? 'manual.cover.continue' : 'manual.cover.start', { number: open.number, title: open.title })}
          </Link>
        </p>
      )}
      <section aria-labelledby="cover-chapters">
        <h3 id="cover-chapters" className={styles.label}>{text('manual.cover.chapters')}</h3>
        <ol className={styles.chapters}>
          {manifest.chapters.map((chapter) => {
            const own = sections.filter((section) => section.chapterId === chapter.id);
            const first = own[0];
            if (first === undefined) return null;
            const done = own.filter((section) => read?.sections[section.id] !== undefined).length;
            return (
              <li key={chapter.id} className={styles.chapter}>
                <Link to="/manual/$sectionId" params={{ sectionId: first.id }} {...content}>
                  {chapter.number} {chapter.title}
                </Link>
                <span className={styles.count}>{text('manual.cover.read', { done, count: own.length })}</span>
              </li>
            );
          })}
        </ol>
      </section>
    </ReferenceArticle>
  );
}
