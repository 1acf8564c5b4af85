import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What ffprobe says of a file. */
export interface ProbedAudio {
  readonly durationS: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly chapters: readonly {
    readonly start_time: string;
    readonly end_time: string;
    readonly tags: { readonly title: string };
  }[];
}

/** Reads a file as players do; throws when ffprobe finds fault with it. */
export const probeAudio = (bytes: Uint8Array, extension = 'mp3'): ProbedAudio => {
  const dir = mkdtempSync(join(tmpdir(), 'livestreamer-probe-'));
  try {
    const path = join(dir, `a.${extension}`);
    writeFileSync(path, bytes);
    const told = execFileSync('ffprobe', ['-v', 'error', '-of', 'json', '-show_chapters', '-show_format', path], {
      encoding: 'utf8',
    });
    const { chapters, format } = JSON.parse(told);
    return { durationS: Number(format.duration), tags: format.tags ?? {}, chapters };
  } finally {
    rmSync(dir, { recursive: true });
  }
};
