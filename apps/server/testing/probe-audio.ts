import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What ffprobe says of a file. */
export interface ProbedAudio {
  readonly durationS: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Pictures in its tag: of what kind, and for what. */
  readonly covers: readonly { readonly codec: string; readonly what: string }[];
  readonly chapters: readonly {
    readonly start_time: string;
    readonly end_time: string;
    readonly tags: { readonly title: string };
  }[];
}

const PROBE = ['-v', 'error', '-of', 'json', '-show_chapters', '-show_format', '-show_streams'];

interface Told extends Pick<ProbedAudio, 'chapters'> {
  readonly format: { readonly duration: string; readonly tags?: ProbedAudio['tags'] };
  readonly streams: readonly {
    readonly codec_name: string;
    readonly disposition: { readonly attached_pic: number };
    readonly tags?: { readonly comment?: string };
  }[];
}

/** Reads a file as players do; throws when ffprobe finds fault with it. */
export const probeAudio = (bytes: Uint8Array, extension = 'mp3'): ProbedAudio => {
  const dir = mkdtempSync(join(tmpdir(), 'livestreamer-probe-'));
  try {
    const path = join(dir, `a.${extension}`);
    writeFileSync(path, bytes);
    const told = execFileSync('ffprobe', [...PROBE, path], { encoding: 'utf8' });
    const { chapters, format, streams }: Told = JSON.parse(told);
    const covers = streams
      .filter(({ disposition }) => disposition.attached_pic === 1)
      .map(({ codec_name: codec, tags }) => ({ codec, what: tags?.comment ?? '' }));
    return { durationS: Number(format.duration), tags: format.tags ?? {}, covers, chapters };
  } finally {
    rmSync(dir, { recursive: true });
  }
};
