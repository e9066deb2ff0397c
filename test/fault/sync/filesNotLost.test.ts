/** What is said of files, and what is cleared away, while a piece is damaged or a note is in two minds. */
import { expect, it } from 'vitest';
import { clearGone } from '../../../renderer/vault/files/clearGone.ts';
import { chunkBytes } from '../../../shared/crypto/sealedChunk.ts';
import { ok } from '../../../shared/errors/result.ts';
import { attached, content, filePair, files, isWhole, placesOf, records, settled, vaultOf } from './filePair.ts';
import { syncServer } from './syncServer.ts';

/** In a sealed piece, the last byte of the epoch of its key. */
const epochAt = 21;
const secretariat = syncServer();

it('does not count a file as sent while one of its pieces is damaged here and not there', async () => {
  const { server, first, note } = await filePair(secretariat.running);
  const before = new Set(await first.pieceNames());
  const id = await attached(first, note, content(chunkBytes + 5_000, 21));
  const [piece = ''] = (await first.pieceNames()).filter((name) => !before.has(name));
  first.disk.damagePiece(piece);
  await records(first);
  await files(first);
  expect(await server.pieceNames()).toHaveLength(1);
  expect((await placesOf(first))[id]).toMatchObject({ way: 'send' });
});

it('keeps a file that its note names, whatever list it is missing from', async () => {
  const { server, first, second, note } = await filePair(secretariat.running);
  const bytes = content(3_000, 22);
  const id = await attached(first, note, bytes);
  await settled(first, second);
  const { exchangedFiles: vault, deviceId } = vaultOf(first);
  const removed: string[] = [];
  const parts = { vault, transport: { piecesRemove: (names: readonly string[]) => Promise.resolve((removed.push(...names), ok(null))) }, call: <T>(call: () => Promise<T>) => call() };
  // The list was made a moment before the file came back into its note.
  expect(await clearGone(parts, { at: 'here', deviceId, devices: [deviceId], holdsBack: false }, new Set())).toBe(false);
  expect(removed).toEqual([]);
  expect(await server.pieceNames()).toHaveLength(1);
  expect(await isWhole(first, note, id, bytes)).toBe(true);
});

it('has a piece sent anew that is damaged where it names its key', async () => {
  const { server, first, second, note } = await filePair(secretariat.running);
  const bytes = content(3_000, 23);
  const id = await attached(first, note, bytes);
  await records(first);
  await files(first);
  const [name = ''] = await server.pieceNames();
  await server.changePiece(name, (piece) => (piece[epochAt]! ^= 4));
  await records(second);
  expect((await files(second)).fetched).toBe(0);
  expect((await placesOf(second))[id]?.reason).toBe('key');
  await settled(second, first);
  expect(await isWhole(second, note, id, bytes)).toBe(true);
  expect([await placesOf(first), await placesOf(second)]).toEqual([{}, {}]);
});
