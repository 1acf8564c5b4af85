import type { HeaderFormat } from './frame-header.ts';

/** ISO/IEC 14496-3 table 1.18, by the index in the header. */
export const ADTS_SAMPLE_RATES: readonly number[] = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** Without and with the CRC. */
const HEADER_BYTES = 7;
const PROTECTED_HEADER_BYTES = 9;

const SAMPLES_PER_BLOCK = 1024;

/** MPEG-2 or 4, profile, sample rate, channels; not the CRC and private bits. */
const SIGNATURE_MASK = 0x08_fd_c0;

/**
 * AAC in ADTS: ISO/IEC 14496-3 §1.A.2.2. The sample rate is that of the core: HE-AAC plays at twice as many samples
 * a second, for the same time.
 */
export const adtsHeaders: HeaderFormat = {
  headerBytes: HEADER_BYTES,
  mayBegin: (first, second) => first === 0xff && (second & 0xf6) === 0xf0,
  read: (bytes, at) => {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    const fourth = bytes[at + 3] ?? 0;
    if (!adtsHeaders.mayBegin(first, second)) return null;
    const sampleRate = ADTS_SAMPLE_RATES[(third >> 2) & 0x0f];
    const frameBytes = ((fourth & 0b11) << 11) | ((bytes[at + 4] ?? 0) << 3) | ((bytes[at + 5] ?? 0) >> 5);
    const blocks = ((bytes[at + 6] ?? 0) & 0b11) + 1;
    const headerBytes = (second & 1) === 0 ? PROTECTED_HEADER_BYTES : HEADER_BYTES;
    if (sampleRate === undefined || frameBytes <= headerBytes) return null;
    return {
      frameBytes,
      samples: blocks * SAMPLES_PER_BLOCK,
      sampleRate,
      signature: ((second << 16) | (third << 8) | fourth) & SIGNATURE_MASK,
    };
  },
  describesFile: () => false,
};
