/** Orders names as people number them ("2-x" before "10-x"), the same on every machine and in every language. */
export function compareNaturally(a: string, b: string): number {
  const partsOfA = a.match(/\d+|\D+/g) ?? [];
  const partsOfB = b.match(/\d+|\D+/g) ?? [];
  for (let index = 0; index < Math.min(partsOfA.length, partsOfB.length); index += 1) {
    const left = partsOfA[index] ?? '';
    const right = partsOfB[index] ?? '';
    if (left === right) continue;
    const difference = /^\d/.test(left) && /^\d/.test(right) ? Number(left) - Number(right) : 0;
    if (difference !== 0) return difference;
    return left < right ? -1 : 1;
  }
  return partsOfA.length - partsOfB.length;
}
