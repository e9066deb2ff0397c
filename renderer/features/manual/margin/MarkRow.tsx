import { Link } from '@tanstack/react-router';
import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import type { Manifest } from '../../../../shared/contracts/edition.ts';
import { Button } from '../../../design/components/Button.tsx';
import { useText } from '../../../i18n/useText.ts';
import { contentDirection } from '../../../i18n/contentDirection.ts';
import { makeAnchor } from '../../../../shared/text/anchor.ts';
import styles from './Margin.module.css';
import { MarkDialog } from './MarkDialog.tsx';
import { type Mark, type PlacedMark, shortQuote, wordsNow } from './placedMarks.ts';
import { readingText } from './readingText.ts';
import { changeMark, removeMark } from './saveMark.ts';

interface MarkRowProps {
  readonly placed: PlacedMark;
  readonly manifest: Manifest;
  readonly onRemoved: (mark: Mark) => void;
}

/** One mark of the list: its words, the note, and where the words changed, how they were. */
export function MarkRow({ placed, manifest, onRemoved }: MarkRowProps) {
  const text = useText();
  const [editing, setEditing] = useState(false);
  const { mark, section, range } = placed;
  const content = { lang: mark.language ?? manifest.language, dir: contentDirection(mark.language ?? manifest.language) } as const;
  const remove = async () => {
    const failure = await removeMark(mark);
    if (failure === null) onRemoved(mark);
    return failure;
  };
  const keepHere = (): void => {
    const anchor = range === null ? null : makeAnchor(readingText(section).text, range.start, range.end);
    if (anchor !== null) void changeMark(mark, { anchor, edition: manifest.edition });
  };
  return (
    <li className={styles.entry}>
      {mark.anchor === null ? (
        <p className={styles.quiet}><Bookmark size={15} aria-hidden="true" /> {text('margin.bookmarked')}</p>
      ) : (
        <Link to="/manual/$sectionId" params={{ sectionId: section.id }} search={{ mark: mark.id, ...(mark.language === undefined ? {} : { in: mark.language }) }} className={styles.words} {...content}>{shortQuote(wordsNow(placed), 300)}</Link>
      )}
      {mark.note !== '' && <p className={styles.note} dir="auto">{mark.note}</p>}
      {range?.how === 'changed' && (
        <p className={styles.quiet}>
          {text('margin.changed', { edition: mark.edition, quote: shortQuote(mark.anchor?.quote ?? '') })}
        </p>
      )}
      <div className={styles.row}>
        <Button look="quiet" onPress={() => setEditing(true)}>{text(mark.note === '' ? 'margin.addNote' : 'margin.edit')}</Button>
        {range?.how === 'changed' && <Button look="quiet" onPress={keepHere}>{text('margin.keepHere')}</Button>}
        <Button look="quiet" onPress={() => void remove()}>{text('margin.remove')}</Button>
      </div>
      {editing && <MarkDialog quote={wordsNow(placed)} content={content} note={mark.note} onClose={() => setEditing(false)} onSave={(note) => changeMark(mark, { note })} />}
    </li>
  );
}
