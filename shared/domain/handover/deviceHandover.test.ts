import fc from 'fast-check';
import sodium from 'libsodium-wrappers-sumo';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviceKeyCode, keyFingerprint, looksLikeKeyCode, parseDeviceKeyCode } from './deviceKeyCode.ts';
import type { HandoverPackage } from './handoverPackage.ts';
import { isSealedToDevice } from './sealedFile.ts';
import { openHandover, sealHandoverToDevice } from './sealedHandover.ts';

beforeAll(() => sodium.ready);

const content: HandoverPackage = { packageId: 'a'.repeat(32), madeOn: '2026-11-21', post: 'Post', letter: 'Begin with the north.', situations: [], contacts: [], openItems: [], done: [], dates: [] };
const pair = () => {
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  return { publicKey, secretKey: privateKey };
};
const sealed = (key: Uint8Array): Uint8Array => {
  const made = sealHandoverToDevice(sodium, content, key);
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
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
  it('opens there, and nowhere else', () => {
    const device = pair();
    const file = sealed(device.publicKey);
    expect(isSealedToDevice(file)).toBe(true);
    expect(openHandover(sodium, file, '', device)).toEqual({ ok: true, value: content });
    for (const wrong of [null, pair()]) expect(openHandover(sodium, file, 'aardvark abacus abbey absorb accent acorn', wrong)).toMatchObject({ ok: false, error: { code: 'handover.otherDevice' } });
    expect(Buffer.from(file).includes('north')).toBe(false);
  });

  it('is refused in a sentence when it is cut off, changed or from a newer version', () => {
    const device = pair();
    const file = sealed(device.publicKey);
    for (const length of [0, 7, 9, 61, 93, 95, 126, file.byteLength - 33, file.byteLength - 1]) expect(openHandover(sodium, file.subarray(0, length), '', device).ok, String(length)).toBe(false);
    for (let place = 0; place < file.byteLength; place += 7) {
      const changed = file.slice();
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect(openHandover(sodium, changed, '', device).ok, String(place)).toBe(false);
    }
    expect(openHandover(sodium, Uint8Array.from(file, (byte, place) => (place === 9 ? 3 : byte)), '', device)).toMatchObject({ ok: false, error: { code: 'handover.newerFormat' } });
  });

  it('is not sealed to a key that leads nowhere', () => {
    expect(sealHandoverToDevice(sodium, content, new Uint8Array(32))).toMatchObject({ ok: false, error: { code: 'handover.badKey' } });
  });
});
