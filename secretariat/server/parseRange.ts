/** One range of RFC 9110, section 14; several at once, or a unit other than bytes, get the whole file as the RFC allows. */
export function parseRange(header: string | undefined, size: number): { readonly start: number; readonly end: number } | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header ?? '');
  if (match === null) return 'whole';
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return 'whole';
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return 'whole';
  return start >= size || start > end ? 'unsatisfiable' : { start, end };
}
