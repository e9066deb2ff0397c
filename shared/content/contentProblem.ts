/** Something wrong with a content file, said so that an editor can put it right without reading code. */
export interface ContentProblem {
  /** Path relative to the language folder, with '/' separators. */
  file: string;
  /** First line is 1; 0 where the problem is the file as a whole. */
  line: number;
  /** What is wrong. */
  message: string;
  /** What to do about it. */
  advice: string;
}

/** One line for a terminal or a log: "manual/02-role/01-x.md:4: what is wrong. What to do." */
export function formatContentProblem(problem: ContentProblem): string {
  const place = problem.line > 0 ? `${problem.file}:${problem.line}` : problem.file;
  return `${place}: ${problem.message}. ${problem.advice}.`;
}

/** In the order in which an editor works through them: by file, then by line. */
export function sortContentProblems(problems: readonly ContentProblem[]): ContentProblem[] {
  return [...problems].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
