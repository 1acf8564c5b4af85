import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real file, and what ffprobe finds in it. */
export interface FfmpegAudio {
  readonly bytes: Uint8Array;
  /** Of the whole file; for MP3 and AAC without an index ffprobe only estimates it. */
  readonly durationS: number;
  readonly packets: readonly { readonly at: number; readonly bytes: number; readonly durationS: number }[];
}

const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'framing-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const ffprobe = async (file: string, entries: string): Promise<string[][]> => {
  const { stdout } = await run('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'csv=p=0', file]);
  return stdout.split('\n').map((line) => line.split(','));
};

/** Lets ffmpeg encode `seconds` of noise that swells and fades, so that encoders with a variable rate vary it. */
export const encodeNoise = ({
  file,
  seconds,
  options,
}: {
  file: string;
  seconds: number;
  options: readonly string[];
}) =>
  inFolder(async (folder): Promise<FfmpegAudio> => {
    const path = join(folder, file);
    const noise = `anoisesrc=duration=${seconds}:color=pink:amplitude=0.5:seed=1,tremolo=f=0.5:d=0.9`;
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', noise, ...options, path]);
    const packets = (await ffprobe(path, 'packet=duration_time,size,pos'))
      .filter((columns) => columns.length > 2)
      .map(([duration, size, position]) => ({
        at: Number(position),
        bytes: Number(size),
        durationS: Number(duration),
      }));
    const [[duration] = []] = await ffprobe(path, 'format=duration');
    return { bytes: new Uint8Array(await readFile(path)), durationS: Number(duration), packets };
  });

/** Decodes to 16-bit PCM; `complaints` is what ffmpeg has to say about it at the level of errors. */
export const decode = ({ bytes, options = [] }: { bytes: Uint8Array; options?: readonly string[] }) =>
  inFolder(async (folder): Promise<{ pcm: Int16Array; complaints: string }> => {
    const source = join(folder, 'source');
    const decoded = join(folder, 'decoded.raw');
    await writeFile(source, bytes);
    const { stderr } = await run('ffmpeg', [
      ...['-nostdin', '-v', 'error', '-err_detect', 'explode'],
      ...options,
      ...['-i', source, '-f', 's16le', decoded],
    ]);
    const pcm = await readFile(decoded);
    return { pcm: new Int16Array(pcm.buffer, pcm.byteOffset, pcm.byteLength / 2), complaints: stderr };
  });
