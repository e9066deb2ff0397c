import { useNavigate } from '@tanstack/react-router';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { holdsQuote, makeAnchor } from '../../../../shared/text/anchor.ts';
import type { Section } from '../../../../shared/content/content.schema.ts';
import { Button } from '../../../design/components/Button.tsx';
import { languageName } from '../../../i18n/languageName.ts';
import { useText } from '../../../i18n/useText.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import styles from './Margin.module.css';
import { type LostMark, type Mark, shortQuote } from './placedMarks.ts';
import { readingText } from './readingText.ts';
import { changeMark, removeMark } from './saveMark.ts';

interface LostMarksProps {
  readonly lost: readonly LostMark[];
  readonly manifest: Manifest;
  /** Where to begin looking for a place when the mark's own section is gone. */
  readonly firstSection: string;
  readonly onRemoved: (mark: Mark) => void;
}

/** Marks whose words are gone, with the words and the edition they were made on. Only the reader removes one. */
export function LostMarks({ lost, manifest, firstSection, onRemoved }: LostMarksProps) {
  const text = useText();
  const navigate = useNavigate();
  if (lost.length === 0) return null;
  const contentOf = (mark: Mark) => ({ lang: mark.language ?? manifest.language, dir: contentDirection(mark.language ?? manifest.language) });
  const move = (mark: Mark, to: Section): void => {
    const { text: whole, letters } = readingText(to);
    const range = mark.anchor && holdsQuote(letters, mark.anchor);
    const anchor = range && makeAnchor(whole, range.start, range.end);
    if (anchor) void changeMark(mark, { anchor, sectionId: to.id, sectionName: `${to.number} ${to.title}`.slice(0, 500), edition: manifest.edition });
  };
  return (
    <section className={styles.lost} aria-labelledby="margin-lost">
      <h3 id="margin-lost">{text('margin.lost')}</h3>
      <p className={styles.lead}>{text('margin.lost.help', { count: lost.length })}</p>
      <ul className={styles.list}>
        {lost.map(({ mark, section, movedTo, otherLanguage }) => (
          <li key={mark.id} className={styles.entry}>
            {mark.anchor === null ? <p className={styles.quiet}>{text('margin.lost.bookmark')}</p> : <blockquote className={styles.quote} {...contentOf(mark)}>{shortQuote(mark.anchor.quote, 400)}</blockquote>}
            {mark.note !== '' && <p className={styles.note} dir="auto">{mark.note}</p>}
            <p className={styles.quiet}>
              {text('margin.lost.from', { section: mark.sectionName, edition: mark.edition })} {otherLanguage ? text('margin.lost.otherLanguage', { language: languageName(mark.language ?? '') }) : section === null && mark.anchor !== null && text('margin.lost.sectionGone')}
              {movedTo !== null && text('margin.lost.moved', { section: `${movedTo.number} ${movedTo.title}` })}
            </p>
            <div className={styles.row}>
              {movedTo !== null && <Button onPress={() => move(mark, movedTo)}>{text('margin.lost.move')}</Button>}
              {mark.anchor !== null && !otherLanguage && <Button look="quiet" onPress={() => void navigate({ to: '/manual/$sectionId', params: { sectionId: section?.id ?? firstSection }, search: { place: mark.id, ...(mark.language === undefined ? {} : { in: mark.language }) } })}>{text('margin.lost.place')}</Button>}
              <Button look="quiet" onPress={() => void removeMark(mark).then((failure) => failure === null && onRemoved(mark))}>{text('margin.remove')}</Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
