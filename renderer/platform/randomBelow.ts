/** A random whole number from 0 to `limit` - 1, each equally likely: values of the uneven last stretch are drawn again. */
export function randomBelow(limit: number): number {
  const range = 2 ** 32 - (2 ** 32 % limit);
  const drawn = new Uint32Array(1);
  do crypto.getRandomValues(drawn);
  while (drawn[0]! >= range);
  return drawn[0]! % limit;
}
