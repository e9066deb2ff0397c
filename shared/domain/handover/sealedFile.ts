/** What can be told of a handover file without a key. Layout in `sealedHandover.ts`. */
export const handoverMagic = Uint8Array.of(0x46, 0x50, 0x43, 0x48, 0x41, 0x4e, 0x44, 0);
export const handoverSuites = { words: 1, device: 2 } as const;
const suiteAt = 9;
/** How much of a file `isSealedToDevice` needs. */
export const sealedHeadBytes = suiteAt + 1;

/** Whether a file is sealed to a device, so that no words are to be asked for. */
export const isSealedToDevice = (file: Uint8Array): boolean => handoverMagic.every((byte, index) => file[index] === byte) && file[suiteAt] === handoverSuites.device;
