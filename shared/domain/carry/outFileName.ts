/** Control characters, marks that reverse the reading order (with which "gpj.exe" is shown as "exe.jpg"), and what some system refuses. */
const refused = /[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"/\\|?*]/g;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const maxCharacters = 100;

/** A name that every system takes and that reads as it is, without a folder. The ending is kept. */
export function outFileName(name: string): string {
  const plain = name.normalize('NFC').replace(refused, ' ').replace(/\s+/g, ' ').replace(/^[. ]+|[. ]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 && plain.length - dot <= 12 ? plain.slice(dot) : '';
  const stem = [...plain.slice(0, plain.length - ending.length)].slice(0, maxCharacters - ending.length).join('').trim();
  return stem === '' || reserved.test(stem) ? `file${ending}` : `${stem}${ending}`;
}
