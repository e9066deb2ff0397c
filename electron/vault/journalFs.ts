import fs from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** An open file, as far as the journal needs one. */
export interface JournalFile {
  /** Writes all of it at `position` or fails. */
  write(bytes: Buffer, position: number): Promise<void>;
  read(position: number, length: number): Promise<Buffer>;
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** The part of the file system that the journal and the slot file use. Tests hand in one that fails or stops where they say. */
export interface JournalFs {
  makeDirectory(path: string): Promise<void>;
  list(path: string): Promise<string[]>;
  readFile(path: string): Promise<Buffer>;
  open(path: string, mode: 'create' | 'edit'): Promise<JournalFile>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Makes names that were created, renamed or removed in a directory durable. */
  syncDirectory(path: string): Promise<void>;
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    const step = await handle.write(bytes, written, bytes.byteLength - written, position + written);
    if (step.bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' });
    written += step.bytesWritten;
  }
}

async function readAll(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const step = await handle.read(bytes, done, length - done, position + done);
    if (step.bytesRead === 0) throw Object.assign(new Error('file is shorter than it was'), { code: 'EIO' });
    done += step.bytesRead;
  }
  return bytes;
}

export const diskFs: JournalFs = {
  makeDirectory: async (path) => {
    await fs.mkdir(path, { recursive: true, mode: 0o700 });
  },
  list: (path) => fs.readdir(path),
  readFile: (path) => fs.readFile(path),
  open: async (path, mode) => {
    const handle = await fs.open(path, mode === 'create' ? 'w+' : 'r+', 0o600);
    return {
      write: (bytes, position) => writeAll(handle, bytes, position),
      read: (position, length) => readAll(handle, position, length),
      // What is needed to read the content again, its length too; not the times of the file.
      sync: () => handle.datasync(),
      truncate: (length) => handle.truncate(length),
      close: () => handle.close(),
    };
  },
  rename: (from, to) => fs.rename(from, to),
  remove: (path) => fs.rm(path, { force: true }),
  syncDirectory: async (path) => {
    // Windows opens no directories; NTFS orders its own metadata.
    if (process.platform === 'win32') return;
    const handle = await fs.open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

export const errorCode = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown');
