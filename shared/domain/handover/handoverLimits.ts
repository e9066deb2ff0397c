/** What a handover file may hold beside attached files. Larger than years of notes, small enough to be opened in memory. */
export const maxHandoverBytes = 32 * 1024 * 1024;
export const handoverExtension = 'handover';
