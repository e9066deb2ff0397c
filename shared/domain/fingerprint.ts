/** The beginning of a SHA-256, in groups that can be read to somebody: 64 bits, enough to compare two copies by eye. */
export const shortFingerprint = (sha256: string): string => (sha256.slice(0, 16).match(/.{4}/g) ?? []).join(' ');
