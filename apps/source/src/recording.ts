import { open } from 'node:fs/promises';

/** The show in a file on this computer, whatever the network does: whole MP3 frames, in order. */
export interface Recording {
  readonly path: string;
  write(frame: Uint8Array): void;
  /** Calls `hear` once, with a sentence, when the file cannot be written on; the show goes on. */
  onTrouble(hear: (sentence: string) => void): void;
  /** Bytes that are in the file. */
  readonly writtenBytes: number;
  /** Resolves when all is written, or nothing more can be. */
  close(): Promise<void>;
}

/** What may wait for a slow disk; beyond that frames are left out of the file, never held against the show. */
const WAITING_LIMIT_BYTES = 16 * 1024 * 1024;

/** Never writes over a file that is there: rejects with `EEXIST`. */
export const openRecording = async (path: string): Promise<Recording> => {
  const out = (await open(path, 'wx')).createWriteStream();
  const closed = new Promise<void>((resolve) => void out.once('close', resolve));
  let failed = false;
  let tell: (sentence: string) => void = () => {};

  const fail = (why: string): void => {
    if (failed) return;
    failed = true;
    tell(`The recording ${path} cannot be written on (${why}); it ends here, the show goes on.`);
  };
  out.on('error', (error) => fail(error.message));

  return {
    path,
    write: (frame) => {
      if (failed) return;
      if (out.writableLength > WAITING_LIMIT_BYTES) fail('the disk is too slow');
      else out.write(frame);
    },
    onTrouble: (hear) => {
      tell = hear;
    },
    get writtenBytes() {
      return out.bytesWritten;
    },
    close: () => {
      out.end();
      return closed;
    },
  };
};
