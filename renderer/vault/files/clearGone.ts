import { maxChunkNames } from '../../../shared/contracts/chunksApi.ts';
import { must, type Result } from '../../../shared/errors/result.ts';
import { goneKey, type FileLedger } from './fileLedger.ts';
import type { FileMemory, FileStanding, FileVault, PieceTransport } from './filePorts.ts';

interface Parts {
  readonly vault: FileVault;
  readonly transport: Pick<PieceTransport, 'piecesRemove'>;
  call<T>(call: () => Promise<Result<T>>): Promise<Result<T>>;
}

/**
 * Clears away what no note needs any more. A file that was taken out of its note goes everywhere, because the note says so to every device.
 * A purge is a matter of one device: another may have the note still, and may take it out of the bin. So each device says that it has purged,
 * and the server's pieces go once all have. Answers whether any went.
 */
export async function clearGone(parts: Parts, standing: FileStanding, named: ReadonlySet<string>): Promise<boolean> {
  const { vault } = parts;
  let freed = false;
  const forgotten = new Map<string, FileMemory | null>();
  const purged: Record<string, FileLedger['gone'][string]> = {};
  for (const [id, memory] of await vault.memory()) {
    if (named.has(id) || !vault.knows(memory.compartment)) continue;
    const fate = await vault.fateOf(memory.noteId, id);
    if (fate === 'named' || fate === 'unreadable') continue;
    must(await vault.drop({ id, bytes: memory.bytes }));
    // The server keeps its pieces until it has been told so itself: the note that names them comes first.
    if (fate === 'dropped' && (await vault.isUnsent(memory.noteId))) continue;
    if (fate === 'dropped') {
      await removeThere(parts, id, memory.bytes);
      freed = true;
    } else purged[goneKey(id, standing.deviceId)] = { bytes: memory.bytes, compartment: memory.compartment };
    forgotten.set(id, null);
  }
  if (Object.keys(purged).length > 0) must(await vault.write({ gone: purged }));
  if (forgotten.size > 0) must(await vault.remember(forgotten));
  return (await followPurges(parts, standing, named, new Set([...(await vault.memory()).keys()]))) || freed;
}

/** Says of files that others have purged that they are not needed here either, takes that back where one came back, and ends what all have purged. */
async function followPurges(parts: Parts, standing: FileStanding, named: ReadonlySet<string>, remembered: ReadonlySet<string>): Promise<boolean> {
  const { vault } = parts;
  let freed = false;
  const { gone } = await vault.ledger();
  const byFile = new Map<string, { readonly devices: Set<string>; readonly entry: FileLedger['gone'][string] }>();
  for (const [key, entry] of Object.entries(gone)) {
    const [id = '', device = ''] = key.split('/');
    const known = byFile.get(id) ?? { devices: new Set<string>(), entry };
    known.devices.add(device);
    byFile.set(id, known);
  }
  const change: Record<string, FileLedger['gone'][string] | null> = {};
  for (const [id, { devices, entry }] of byFile) {
    const own = goneKey(id, standing.deviceId);
    if (named.has(id)) {
      if (devices.has(standing.deviceId)) change[own] = null;
      continue;
    }
    // What this device cannot judge it says nothing of: a situation left at home, or records that are still to be read.
    if (!devices.has(standing.deviceId)) {
      if (remembered.has(id) || standing.holdsBack || !vault.knows(entry.compartment)) continue;
      change[own] = entry;
      devices.add(standing.deviceId);
    }
    if (!standing.devices.every((device) => devices.has(device))) continue;
    await removeThere(parts, id, entry.bytes);
    freed = true;
    for (const device of devices) change[goneKey(id, device)] = null;
  }
  if (Object.keys(change).length > 0) must(await vault.write({ gone: change }));
  return freed;
}

async function removeThere({ vault, transport, call }: Parts, id: string, bytes: number): Promise<void> {
  const names = vault.names({ id, bytes });
  for (let from = 0; from < names.length; from += maxChunkNames) must(await call(() => transport.piecesRemove(names.slice(from, from + maxChunkNames))));
}
