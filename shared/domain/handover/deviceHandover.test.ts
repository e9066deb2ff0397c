import fc from 'fast-check';
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviceKeyCode, keyFingerprint, looksLikeKeyCode, parseDeviceKeyCode } from './deviceKeyCode.ts';
import { emptyHandover, sealedBytes } from './handoverFile.fixture.ts';
import type { HandoverPackage } from './handoverPackage.ts';
import { isSealedToDevice } from './sealedFile.ts';
import { openHandover } from './sealedHandover.ts';

beforeAll(() => sodium.ready);

const content: HandoverPackage = { ...emptyHandover, letter: 'Begin with the north.' };
const pair = () => {
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  return { publicKey, secretKey: privateKey };
};
const sealed = (key: Uint8Array): Promise<Uint8Array<ArrayBuffer>> => sealedBytes(sodium, content, { device: key });
const opened = async (file: Uint8Array, device: ReturnType<typeof pair> | null, words = ''): Promise<string> => {
  const result = await openHandover(sodium, new Blob([new Uint8Array(file)]), words, device);
  return result.ok ? result.value.content.letter : result.error.code;
};

describe('the code of a key', () => {
  it('comes back as it was, however it is typed', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (key) => {
      const code = deviceKeyCode(sodium, key);
      expect(looksLikeKeyCode(` ${code.toLowerCase()}`)).toBe(true);
      expect(parseDeviceKeyCode(sodium, ` ${code.toLowerCase().replaceAll('-', ' ')}\n`)).toEqual(key);
      expect(parseDeviceKeyCode(sodium, code.replaceAll('0', 'O').replaceAll('1', 'l').replace(/^FPK[lL]/, 'FPK1'))).toEqual(key);
    }));
  });

  it('notices every wrong, missing or added character', () => {
    const code = deviceKeyCode(sodium, pair().publicKey);
    for (const place of Array.from(code, (_, at) => at).filter((at) => at >= 5 && code[at] !== '-')) {
      for (const other of ['0', '7', 'Z', 'U']) if (code[place] !== other) expect(parseDeviceKeyCode(sodium, `${code.slice(0, place)}${other}${code.slice(place + 1)}`)).toBeNull();
      expect(parseDeviceKeyCode(sodium, `${code.slice(0, place)}${code.slice(place + 1)}`)).toBeNull();
    }
    for (const text of ['', 'FPK1', 'six words that open a file', `${code}0`]) expect(parseDeviceKeyCode(sodium, text)).toBeNull();
  });

  it('has digits to compare that follow from the key', () => {
    const [one, other] = [pair().publicKey, pair().publicKey];
    expect(keyFingerprint(sodium, one)).toMatch(/^(\d{5} ){5}\d{5}$/);
    expect(keyFingerprint(sodium, one)).toBe(keyFingerprint(sodium, one.slice()));
    expect(keyFingerprint(sodium, one)).not.toBe(keyFingerprint(sodium, other));
  });
});

describe('a file that is sealed to a device', () => {
  it('opens there, and nowhere else', async () => {
    const device = pair();
    const file = await sealed(device.publicKey);
    expect(isSealedToDevice(file)).toBe(true);
    expect(await opened(file, device)).toBe('Begin with the north.');
    for (const wrong of [null, pair()]) expect(await opened(file, wrong, 'aardvark abacus abbey absorb accent acorn')).toBe('handover.otherDevice');
    expect(Buffer.from(file).includes('north')).toBe(false);
  });

  it('is refused in a sentence when it is cut off, changed or from a newer version', async () => {
    const device = pair();
    const file = await sealed(device.publicKey);
    const refusals = ['handover.truncated', 'handover.notHandover', 'handover.newerFormat'];
    for (const length of [0, 7, 9, 61, 93, 95, 126, file.byteLength - 33, file.byteLength - 1]) expect(refusals, String(length)).toContain(await opened(file.subarray(0, length), device));
    for (let place = 0; place < file.byteLength; place += 7) {
      const changed = file.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(refusals, String(place)).toContain(await opened(changed, device));
    }
    expect(await opened(Uint8Array.from(file, (byte, place) => (place === 9 ? 3 : byte)), device)).toBe('handover.newerFormat');
  });

  it('is not sealed to a key that leads nowhere', async () => {
    await expect(sealed(new Uint8Array(32))).rejects.toThrow('handover.badKey');
  });
});
