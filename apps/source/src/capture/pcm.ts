/** Samples a second, everywhere in the source client. */
export const SAMPLE_RATE = 44_100;

/** A piece of stereo sound; both sides are equally long, full scale is ±1. */
export interface Pcm {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** Left and right, 16 bits each, little-endian, interleaved: what ffmpeg and parec call `s16le`. */
const BYTES_PER_SAMPLE = 4;
const FULL_SCALE = 32_768;

/** Reads `s16le` stereo however its bytes are cut. */
interface PcmReader {
  read(chunk: Uint8Array): Pcm;
}

export const createPcmReader = (): PcmReader => {
  let rest: Uint8Array = new Uint8Array();
  return {
    read: (chunk) => {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const count = Math.floor(bytes.length / BYTES_PER_SAMPLE);
      const view = new DataView(bytes.buffer, bytes.byteOffset, count * BYTES_PER_SAMPLE);
      const left = new Float32Array(count);
      const right = new Float32Array(count);
      for (let index = 0; index < count; index += 1) {
        left[index] = view.getInt16(index * BYTES_PER_SAMPLE, true) / FULL_SCALE;
        right[index] = view.getInt16(index * BYTES_PER_SAMPLE + 2, true) / FULL_SCALE;
      }
      rest = bytes.slice(count * BYTES_PER_SAMPLE);
      return { left, right };
    },
  };
};
