import type { HeaderFormat } from './frame-header.ts';
import { isXingFrame } from './mp3-xing.ts';

/** One MPEG audio version, for layer III. */
export interface MpegVersion {
  /** As in the header. */
  readonly bits: number;
  /** By the index in the header. */
  readonly sampleRates: readonly number[];
  /** By the index in the header less one: 0 is free format, 15 is forbidden. */
  readonly bitratesKbps: readonly number[];
  /** Of one channel in a frame. */
  readonly samples: number;
}

const LOW_RATES_KBPS = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/** ISO/IEC 11172-3 §2.4.2.3 (MPEG-1), 13818-3 §2.4.2.3 (MPEG-2); MPEG-2.5 is Fraunhofer's extension of the latter. */
export const MPEG_VERSIONS: readonly MpegVersion[] = [
  {
    bits: 0b11,
    sampleRates: [44_100, 48_000, 32_000],
    bitratesKbps: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    samples: 1152,
  },
  { bits: 0b10, sampleRates: [22_050, 24_000, 16_000], bitratesKbps: LOW_RATES_KBPS, samples: 576 },
  { bits: 0b00, sampleRates: [11_025, 12_000, 8_000], bitratesKbps: LOW_RATES_KBPS, samples: 576 },
];

/** Version, layer and sample rate. */
const SIGNATURE_MASK = 0x00_1e_0c_00;
const RESERVED_EMPHASIS = 0b10;

/** Layer III only; layers I and II are not MP3 and are skipped. */
export const mp3Headers: HeaderFormat = {
  headerBytes: 4,
  mayBegin: (first, second) => first === 0xff && (second & 0xe6) === 0xe2,
  read: (bytes, at) => {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    const fourth = bytes[at + 3] ?? 0;
    if (!mp3Headers.mayBegin(first, second) || (fourth & 0b11) === RESERVED_EMPHASIS) return null;
    const versionBits = (second >> 3) & 0b11;
    const version = MPEG_VERSIONS.find((known) => known.bits === versionBits);
    const kbps = version?.bitratesKbps[(third >> 4) - 1];
    const sampleRate = version?.sampleRates[(third >> 2) & 0b11];
    if (version === undefined || kbps === undefined || sampleRate === undefined) return null;
    const padding = (third >> 1) & 1;
    return {
      frameBytes: Math.floor((version.samples * kbps * 125) / sampleRate) + padding,
      samples: version.samples,
      sampleRate,
      signature: ((second << 16) | (third << 8)) & SIGNATURE_MASK,
    };
  },
  describesFile: isXingFrame,
};
