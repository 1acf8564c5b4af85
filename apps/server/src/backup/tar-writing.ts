import { createHash } from 'node:crypto';
import type { BackupEntry } from './backup-manifest.ts';
import { TAR_END, type TarEntry, tarHeader, tarPadding } from './tar-format.ts';

/** Takes the bytes of a backup, in order; ends when it is ready for more. */
export type WriteBytes = (bytes: Uint8Array) => Promise<void>;

/** A backup on its way out, never more of it in memory than is handed over at once. */
export interface TarWriting {
  /**
   * Adds a file. `bytes` stands in front of it, so it must be known: what comes in excess is left out, and where
   * too little comes, because a file was cut meanwhile, zeros follow that belong to nothing.
   */
  add(file: TarEntry, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>;
  addText(name: string, text: string): Promise<void>;
  end(): Promise<void>;
  /** Of all that was added. */
  readonly entries: readonly BackupEntry[];
  /** Of the backup so far. */
  bytes(): number;
}

const ZEROS = Buffer.alloc(65_536);

export const createTarWriting = ({ write, madeAtMs }: { write: WriteBytes; madeAtMs: number }): TarWriting => {
  const entries: BackupEntry[] = [];
  let total = 0;

  const put = async (bytes: Uint8Array): Promise<void> => {
    total += bytes.length;
    await write(bytes);
  };

  const putZeros = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= ZEROS.length) await put(ZEROS.subarray(0, left));
  };

  const add: TarWriting['add'] = async (file, content) => {
    await put(tarHeader(file));
    const sum = createHash('sha256');
    let written = 0;
    for await (const chunk of content) {
      const bytes = chunk.subarray(0, file.bytes - written);
      if (bytes.length === 0) break;
      sum.update(bytes);
      written += bytes.length;
      await put(bytes);
    }
    await putZeros(file.bytes - written + tarPadding(file.bytes));
    const { name, modifiedAtMs } = file;
    entries.push({ name, bytes: written, sha256: sum.digest('hex'), modifiedAtMs });
  };

  return {
    entries,
    bytes: () => total,
    add,
    addText: (name, text) => {
      const bytes = Buffer.from(text);
      return add({ name, bytes: bytes.length, modifiedAtMs: madeAtMs }, [bytes]);
    },
    end: () => put(TAR_END),
  };
};
