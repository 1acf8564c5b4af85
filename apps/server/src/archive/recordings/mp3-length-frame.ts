/** What players are told of the frames that follow. */
export interface Mp3Length {
  /** The header of the first frame that follows: four bytes. */
  readonly firstHeader: Uint8Array;
  readonly frames: number;
  /** Without the frame made here. */
  readonly bytes: number;
  /** Where the audio is after this hundredth of the time, in bytes from its beginning. */
  readonly byteAtPercent: (percent: number) => number;
}

/** Bitrate index 9 is enough for the fields in every version and at every sample rate of layer III: 128 kbps, or 80 in MPEG-2 and 2.5. */
const BITRATE_INDEX = 9;
/** Name, flags, frames, bytes, table. */
const FIELDS_BYTES = 4 + 4 + 4 + 4 + 100;
const HAS_FRAMES_BYTES_AND_TABLE = 0b0111;
/** How far off even audio may be from its proportion: half a second of six hours is nobody's concern. */
const EVEN = 0.002;

/** Kilobits a second for {@link BITRATE_INDEX}, samples of a frame, sample rates; by MPEG-1 or not. ISO/IEC 11172-3 §2.4.2.3, 13818-3 §2.4.2.3. */
const MPEG_1 = { kbps: 128, samples: 1152, stereoSide: 32, monoSide: 17 };
const MPEG_2 = { kbps: 80, samples: 576, stereoSide: 17, monoSide: 9 };
const MPEG_1_RATES = [44_100, 48_000, 32_000];

/** How long one frame plays and what it is like, by its header. */
export const mp3FrameOf = (header: Uint8Array): { readonly samples: number; readonly sampleRate: number } => {
  const [, second = 0, third = 0] = header;
  const version = (second >> 3) & 0b11;
  const divisor = version === 0b11 ? 1 : version === 0b10 ? 2 : 4;
  return {
    samples: version === 0b11 ? MPEG_1.samples : MPEG_2.samples,
    sampleRate: (MPEG_1_RATES[(third >> 2) & 0b11] ?? 44_100) / divisor,
  };
};

/**
 * The silent frame for the front of an MP3 file from which players know its length, and where to go on a seek. Named `Info` where the audio is
 * even (players then go by proportion, to the frame) and `Xing` where it is not (they go by the table, to a 256th of the file).
 * Source: LAME's VbrTag.c; ffmpeg's mp3dec.c for what players make of it.
 */
export const mp3LengthFrame = ({ firstHeader, frames, bytes, byteAtPercent }: Mp3Length): Buffer => {
  const [, second = 0, third = 0, fourth = 0] = firstHeader;
  const kind = ((second >> 3) & 0b11) === 0b11 ? MPEG_1 : MPEG_2;
  const { sampleRate } = mp3FrameOf(firstHeader);
  const isMono = fourth >> 6 === 0b11;
  const frame = Buffer.alloc(Math.floor((kind.samples * kind.kbps * 125) / sampleRate));
  // Without the CRC and padding; rate, mode and the rest as in the frames that follow.
  frame.set([0xff, second | 1, (BITRATE_INDEX << 4) | (third & 0b1100), fourth]);

  const fractions = Array.from({ length: 100 }, (_, percent) => (bytes === 0 ? 0 : byteAtPercent(percent) / bytes));
  const isEven = fractions.every((fraction, percent) => Math.abs(fraction - percent / 100) <= EVEN);
  const at = 4 + (isMono ? kind.monoSide : kind.stereoSide);
  frame.write(isEven ? 'Info' : 'Xing', at, 'latin1');
  frame.writeUInt32BE(HAS_FRAMES_BYTES_AND_TABLE, at + 4);
  frame.writeUInt32BE(frames, at + 8);
  frame.writeUInt32BE(Math.min(bytes + frame.length, 0xffff_ffff), at + 12);
  frame.set(
    fractions.map((fraction) => Math.min(255, Math.floor(fraction * 256))),
    at + FIELDS_BYTES - 100,
  );
  return frame;
};
