import type { PartialFile } from './partialFile.ts';

/** What is asked of a source of repository files: a server, a folder on a stick, the app's own copy. */
export interface ReadOptions {
  /** More than this many bytes is refused while they arrive. */
  readonly maxBytes: number;
  /** Hash that the file has to have, where signed metadata states it. Only a hint for finding it elsewhere: the caller checks it. */
  readonly sha256?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where what arrived is kept until the file is whole, and taken up again. */
  readonly partial?: PartialFile | undefined;
  /** Called where the source says how large the file is, before its bytes. */
  readonly onSize?: ((bytes: number) => void) | undefined;
  /** Called as bytes arrive; a negative number takes back what has to be fetched again. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

export interface RepositoryReader {
  /**
   * The bytes of a file of the repository, null where the source has no such file.
   * @param file path such as `metadata/1.root.json`; see shared/domain/editionRepository.ts
   * @throws FailureError `edition.noNetwork`, `.captivePortal`, `.tooLarge`, `.tooSlow`, `.damaged`, `.cancelled`
   */
  read(file: string, options: ReadOptions): Promise<Uint8Array | null>;
}
