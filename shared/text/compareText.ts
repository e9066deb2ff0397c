/** Order by UTF-16 units, for ids and instants: many times faster than `localeCompare`, and not for what a reader sees in order. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
