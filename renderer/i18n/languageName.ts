/** A language by its own name, as its readers look for it: "Français". Its code where the browser has no name for it. */
export function languageName(code: string): string {
  const name = new Intl.DisplayNames([code, 'en'], { type: 'language', fallback: 'code' }).of(code) ?? code;
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}
