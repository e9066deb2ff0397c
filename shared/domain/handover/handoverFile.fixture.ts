import { concatBytes } from '../../crypto/byteFields.ts';
import type { Sodium } from '../../crypto/sodium.ts';
import type { HandoverPackage } from './handoverPackage.ts';
import { type HandoverSecret, writeHandover } from './sealedHandover.ts';

export const emptyHandover: HandoverPackage = { packageId: '9'.repeat(32), madeOn: '2026-11-20', post: 'Focal point', letter: 'Letter', situations: [], contacts: [], openItems: [], done: [], dates: [], papers: [], definitions: [], runs: [], briefings: [], kept: [] };

async function* each(files: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* files;
}

/** A handover file in memory. Throws the code of what failed. */
export async function sealedBytes(sodium: Sodium, content: HandoverPackage, secret: HandoverSecret, files: readonly Uint8Array[] = []): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const made = await writeHandover(sodium, content, secret, files.length === 0 ? null : each(files), async (bytes) => void parts.push(bytes.slice()));
  if (!made.ok) throw new Error(made.error.code);
  return new Uint8Array(concatBytes(...parts));
}
