import { useText } from '../i18n/useText.ts';
import { useVaultValue } from '../platform/vault.ts';

/** What a screen says of something that is not here: the given words, or that it may be among what was left at home. */
export function useAbsentWords(): (words: string) => string {
  const text = useText();
  const away = useVaultValue({ name: 'travel' })?.compartments ?? 0;
  return (words) => (away > 0 ? text('travel.notHere.text') : words);
}
