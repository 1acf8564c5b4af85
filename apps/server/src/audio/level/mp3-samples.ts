import type { Frame } from '@livestreamer/framing';
import { MPEGDecoder } from 'mpg123-decoder';

/** Decoded audio: one array for each channel, −1 to 1, and beyond where it was encoded too loud. */
export interface SampleRun {
  readonly channels: readonly Float32Array[];
  readonly sampleRate: number;
}

/** MP3 frames to samples. */
export interface Mp3Decoder {
  /** Goes on where the last call ended. Empty channels: nothing came of them. */
  decode(frames: readonly Pick<Frame, 'bytes'>[]): SampleRun;
  /** What comes next has nothing to do with what came before. */
  reset(): Promise<void>;
  free(): void;
}

export const openMp3Decoder = async (): Promise<Mp3Decoder> => {
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  return {
    decode: (frames) => {
      const { channelData, sampleRate } = decoder.decode(Buffer.concat(frames.map(({ bytes }) => bytes)));
      const [first] = frames;
      // Mono comes as two equal channels; measured as two it would be 3 LU louder than it is (BS.1770-4).
      return { channels: first && isMono(first) ? channelData.slice(0, 1) : channelData, sampleRate };
    },
    reset: () => decoder.reset(),
    free: () => decoder.free(),
  };
};

const CHANNEL_MODE_BYTE = 3;
const SINGLE_CHANNEL = 3;

/** By the channel mode in the header of a frame (ISO/IEC 11172-3, 2.4.2.3). */
const isMono = ({ bytes }: Pick<Frame, 'bytes'>): boolean => (bytes[CHANNEL_MODE_BYTE] ?? 0) >> 6 === SINGLE_CHANNEL;
