declare module 'snowball-stemmers' {
  interface Stemmer {
    stem(word: string): string;
  }
  export function newStemmer(algorithm: 'english' | 'french' | 'spanish'): Stemmer;
}
