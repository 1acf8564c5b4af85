import type { AudioFormat } from '@livestreamer/contracts';
import type { FrameRun, Sink } from '../sink.ts';

/** What came on one mount and was not measured yet; at most so much is kept. */
export interface MountEar extends Sink {
  /** Audio since the last call, of any format. */
  takeReceivedMs(): number;
  /** MP3 frames since the last call, and how much audio passed with them, kept or not; null: none. */
  takeFrames(): { readonly frames: readonly Uint8Array[]; readonly audioMs: number } | null;
  /** Of what came last; null: nothing yet. */
  readonly format: AudioFormat | null;
  /** Of the last second or so. */
  readonly bitrateKbps: number | null;
  /** Since it was made. */
  readonly audioMs: number;
}

/** A source may be 10 s ahead, and send them in one gulp. */
const MOST_KEPT_MS = 12_000;

export const createMountEar = ({ onSkipped }: { onSkipped: (ms: number) => void }): MountEar => {
  let frames: Uint8Array[] = [];
  let keptMs = 0;
  let passedMs = 0;
  let receivedMs = 0;
  let receivedBytes = 0;
  let audioMs = 0;
  let bitrateKbps: number | null = null;
  let format: AudioFormat | null = null;

  return {
    take: ({ frames: run, format: itsFormat }: FrameRun) => {
      format = itsFormat;
      for (const { bytes, durationUs } of run) {
        const ms = durationUs / 1_000;
        receivedMs += ms;
        receivedBytes += bytes.length;
        audioMs += ms;
        if (itsFormat !== 'mp3') continue;
        if (keptMs >= MOST_KEPT_MS) {
          // The newest say how it is now.
          onSkipped(keptMs);
          frames = [];
          keptMs = 0;
        }
        frames.push(bytes);
        keptMs += ms;
        passedMs += ms;
      }
    },
    takeReceivedMs: () => {
      const ms = receivedMs;
      if (ms > 0) bitrateKbps = Math.round((receivedBytes * 8) / ms);
      receivedMs = 0;
      receivedBytes = 0;
      return ms;
    },
    takeFrames: () => {
      if (frames.length === 0) return null;
      const taken = { frames, audioMs: passedMs };
      frames = [];
      keptMs = 0;
      passedMs = 0;
      return taken;
    },
    get format() {
      return format;
    },
    get bitrateKbps() {
      return bitrateKbps;
    },
    get audioMs() {
      return audioMs;
    },
  };
};
