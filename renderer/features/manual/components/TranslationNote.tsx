import type { TranslatedSection } from '../../../data/useTranslation.ts';
import { Button } from '../../../design/components/Button.tsx';
import { languageName } from '../../../i18n/languageName.ts';
import { useText } from '../../../i18n/useText.ts';
import styles from './TranslationNote.module.css';

export interface TranslationNoteProps {
  readonly translated: TranslatedSection;
  readonly original: string;
  /** True while the original is shown. */
  readonly isOriginal: boolean;
  onShowOriginal(isOriginal: boolean): void;
}

/** Says that a translation is read, whether the original went on since, and gives the other text with one press. */
export function TranslationNote({ translated, original, isOriginal, onShowOriginal }: TranslationNoteProps) {
  const text = useText();
  const names = { language: languageName(translated.language), original: languageName(original) };
  return (
    <div className={styles.note} role="note">
      <p>{text(isOriginal ? 'manual.translation.original' : translated.isBehind ? 'manual.translation.behind' : 'manual.translation.current', names)}</p>
      <Button look="quiet" onPress={() => onShowOriginal(!isOriginal)}>
        {text(isOriginal ? 'manual.translation.show' : 'manual.translation.showOriginal', names)}
      </Button>
    </div>
  );
}
