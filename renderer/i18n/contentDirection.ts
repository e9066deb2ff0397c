const rightToLeft: ReadonlySet<string> = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** Which way a text of this language runs. The edition's language may differ from that of the app around it. */
export const contentDirection = (language: string): 'ltr' | 'rtl' => (rightToLeft.has(new Intl.Locale(language).language) ? 'rtl' : 'ltr');
