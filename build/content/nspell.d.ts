declare module 'nspell' {
  interface Speller {
    correct(word: string): boolean;
    suggest(word: string): string[];
    add(word: string): Speller;
  }
  function nspell(affix: string, dictionary: string): Speller;
  export default nspell;
}
