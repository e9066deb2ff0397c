/** A name for a calendar entry that no other calendar uses. It tells nothing of who made it. */
export const randomUid = (): string => `${crypto.randomUUID()}@focal-point-companion`;
