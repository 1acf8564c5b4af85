import { runProgram } from './run-program.ts';

/** The ffmpeg of this machine. */
interface FfmpegFound {
  readonly version: string;
  /** Whether it can make MP3; some distributions leave LAME out. */
  readonly hasMp3: boolean;
}

/** Null when there is none. */
export const probeFfmpeg = async (ffmpeg: string, environment: NodeJS.ProcessEnv): Promise<FfmpegFound | null> => {
  const [version, encoders] = await Promise.all([
    runProgram(ffmpeg, ['-version'], environment),
    runProgram(ffmpeg, ['-hide_banner', '-encoders'], environment),
  ]);
  if (!version?.ok || !encoders) return null;
  return {
    version: /^ffmpeg version (\S+)/.exec(version.stdout)?.[1] ?? 'unknown',
    hasMp3: /\blibmp3lame\b/.test(encoders.stdout),
  };
};
