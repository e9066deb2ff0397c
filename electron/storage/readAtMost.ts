import { open } from 'node:fs/promises';
import { fail, ok, type Result } from '../../shared/errors/result.ts';

/** Reads a file that the user chose, one byte beyond the limit at most, so that a huge one is refused without being read. */
export async function readAtMost(file: string, maxBytes: number): Promise<Result<Uint8Array>> {
  try {
    const handle = await open(file, 'r');
    try {
      const buffer = new Uint8Array(Math.min((await handle.stat()).size, maxBytes) + 1);
      const { bytesRead } = await handle.read(buffer, 0, buffer.byteLength, 0);
      return ok(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    return fail('file.notRead', 'later');
  }
}
