import type { AudioFormat } from '@livestreamer/contracts';
import { startSideProcess } from './side-process.ts';

/** What is found out by listening to all of a recording. */
export interface MeasuredRecording {
  /** Integrated, by EBU R128; null: too short, or silent. */
  readonly loudnessLufs: number | null;
  readonly peaks: Uint8Array;
  /** How much time each of them stands for. */
  readonly stepMs: number;
}

/** What the process answers, once. */
export type MeasureReport = MeasuredRecording | { readonly problem: string };

/** What can be measured: the files of a recording, and how much of each counts. */
export interface MeasurableAudio {
  readonly format: AudioFormat;
  readonly parts: readonly { readonly path: string; readonly bytes: number }[];
}

/** A day of audio, on a slow and busy machine. */
const DEADLINE_MS = 2 * 3_600_000;

/**
 * Decodes a recording in a process of its own, in bounded memory. Hours of audio take minutes of one core. Only MP3 can be decoded here;
 * of other formats, and of what is no audio, it fails with a sentence. Aborted, it stops at once; after two hours too.
 */
export const measureRecording = async (
  { format, parts }: MeasurableAudio,
  wanted: AbortSignal,
): Promise<MeasuredRecording> => {
  if (format !== 'mp3') throw new Error(`Recordings of the format ${format} are not measured, only MP3.`);
  const signal = AbortSignal.any([wanted, AbortSignal.timeout(DEADLINE_MS)]);
  signal.throwIfAborted();
  const child = startSideProcess('measure-worker', import.meta.url);
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill);
  try {
    return await new Promise<MeasuredRecording>((resolve, reject) => {
      child.once('message', (report: MeasureReport) => {
        if ('problem' in report) reject(new Error(report.problem));
        else resolve(report);
      });
      child.once('error', reject);
      child.once('exit', () =>
        reject(signal.aborted ? signal.reason : new Error('The process that measured ended too early.')),
      );
      child.send(parts, (error) => error && reject(error));
    });
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
};
