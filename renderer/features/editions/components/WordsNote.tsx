import { showOriginalWords, useShowsOriginalWords, type Worded } from '../../../data/useTranslatedWords.ts';
import { useManifest } from '../../../data/publishedReads.ts';
import { Button } from '../../../design/components/Button.tsx';
import { languageName } from '../../../i18n/languageName.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './WordsNote.module.css';

/** Says that a toolkit, the programme or the glossary is read in a translation and how much of it, and gives the original with one press. */
export function WordsNote({ lag }: { readonly lag: Worded<'toolkit'>['lag'] }) {
  const text = useText();
  const isOriginal = useShowsOriginalWords();
  const original = useManifest()?.language ?? 'en';
  if (lag === null) return null;
  const names = { language: languageName(lag.language), original: languageName(original), open: lag.total - lag.current };
  return (
    <div className={styles.words} role="note">
      <p>{text(isOriginal ? 'words.original' : lag.current === lag.total ? 'words.whole' : 'words.part', names)}</p>
      <Button look="quiet" onPress={() => showOriginalWords(!isOriginal)}>
        {text(isOriginal ? 'manual.translation.show' : 'words.showOriginal', names)}
      </Button>
    </div>
  );
}
