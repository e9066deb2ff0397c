/** A random name under which the window watches and stops a piece of work of the vault. */
export const newTransferId = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
