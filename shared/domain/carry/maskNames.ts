const shortestName = 3;

/** Replaces names that stand in a text as words of their own, and counts how often. */
export function maskNames(names: readonly string[], mask: string): { readonly change: (text: string) => string; readonly count: () => number } {
  let count = 0;
  const wanted = [...new Set(names.map((name) => name.trim()))].filter((name) => [...name].length >= shortestName).toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return { change: (text) => text, count: () => 0 };
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  const change = (text: string): string =>
    text.replaceAll(pattern, () => {
      count += 1;
      return mask;
    });
  return { change, count: () => count };
}
