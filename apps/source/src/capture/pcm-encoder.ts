import { createMp3Encoder } from 'wasm-media-encoders';
import type { BitrateKbps } from './capture.ts';
import { type Pcm, SAMPLE_RATE } from './pcm.ts';

/** LAME in this process (WebAssembly), for machines without ffmpeg and for the test tone. */
export interface PcmEncoder {
  /** The MP3 that these samples complete; the encoder keeps about 50 ms back. */
  encode(pcm: Pcm): Uint8Array;
}

export const createPcmEncoder = async ({ bitrateKbps }: { bitrateKbps: BitrateKbps }): Promise<PcmEncoder> => {
  const encoder = await createMp3Encoder();
  encoder.configure({ sampleRate: SAMPLE_RATE, channels: 2, bitrate: bitrateKbps, outputSampleRate: SAMPLE_RATE });
  return {
    // The encoder's answer is a window into its own memory that the next call overwrites.
    encode: ({ left, right }) => Uint8Array.from(encoder.encode([left, right])),
  };
};
