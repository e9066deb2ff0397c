/** Names that file-sync programs give their folders, by the name shown to the user. */
const markers: readonly (readonly [RegExp, string])[] = [
  [/[\\/]onedrive( -[^\\/]*)?([\\/]|$)/i, 'OneDrive'],
  [/[\\/]dropbox( \([^\\/]*\))?([\\/]|$)/i, 'Dropbox'],
  [/[\\/](google ?drive|my drive|googledrive)([\\/]|$)/i, 'Google Drive'],
  [/[\\/](icloud ?drive|mobile documents)([\\/]|$)/i, 'iCloud Drive'],
  [/[\\/]nextcloud([\\/]|$)/i, 'Nextcloud'],
];

/** The program that would copy a folder away, judged by its path, or null. */
export const syncedBy = (folder: string): string | null => markers.find(([pattern]) => pattern.test(folder))?.[1] ?? null;
