import { createPublicKey, verify } from 'node:crypto';

const derPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether an Ed25519 key made this signature over a text. Key and signature in hexadecimal; anything that is neither is no signature. */
export function isSignedBy(signKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([derPrefix, Buffer.from(signKey, 'hex')]), format: 'der', type: 'spki' });
    return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'hex'));
  } catch {
    return false;
  }
}
