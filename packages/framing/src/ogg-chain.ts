import { beginsWithFlacAudio, type OggCodec, oggCodecOf } from './ogg-codec.ts';
import type { OggPage } from './ogg-page.ts';

/** The longest time an honest page can play: 255 Opus packets of 120 ms. More is a jump of the position, not audio. */
export const MAX_PAGE_DURATION_US = 255 * 120_000;

/** Every listener gets the headers first, and they are kept in memory: a chain with more (pictures, mostly) is not carried. */
export const MAX_PREAMBLE_BYTES = 1024 * 1024;

/** One logical stream of audio, from its first page to the first page of the next. */
export interface OggChain {
  readonly serial: number;
  readonly sampleRate: number;
  /** Takes the next page of this serial; null when the headers are too long. `bytes` is the same page, whole. */
  heed(page: OggPage, bytes: Uint8Array): { readonly header: boolean; readonly durationUs: number } | null;
  /** The header pages so far. */
  readonly preamble: Uint8Array;
}

/** The chain that begins with this page, or null when its codec is not carried. */
export const beginOggChain = (firstPage: OggPage): OggChain | null => {
  const codec = oggCodecOf(firstPage.body);
  return codec === null ? null : createChain({ codec, serial: firstPage.serial });
};

const createChain = ({ codec, serial }: { codec: OggCodec; serial: number }): OggChain => {
  const { sampleRate } = codec;
  const headerPages: Uint8Array[] = [];
  let preamble: Uint8Array | null = null;
  let preambleBytes = 0;
  let headerPacketsLeft = codec.headerPackets ?? Number.POSITIVE_INFINITY;
  let granule = 0;

  const inHeaders = ({ continued, body }: OggPage): boolean => {
    if (codec.headerPackets === null && !continued && beginsWithFlacAudio(body)) headerPacketsLeft = 0;
    return headerPacketsLeft > 0;
  };

  /** The time between two positions; 0 where they tell nothing: no packet ends here, a step back, a jump. */
  const playUs = (page: OggPage): number => {
    if (page.granule < 0) return 0;
    const durationUs = ((page.granule - granule) / sampleRate) * 1e6;
    granule = page.granule;
    return durationUs > 0 && durationUs <= MAX_PAGE_DURATION_US ? durationUs : 0;
  };

  return {
    serial,
    sampleRate,
    heed: (page, bytes) => {
      if (!inHeaders(page)) return { header: false, durationUs: playUs(page) };
      preambleBytes += bytes.length;
      if (preambleBytes > MAX_PREAMBLE_BYTES) return null;
      headerPages.push(bytes.slice());
      preamble = null;
      headerPacketsLeft -= page.lacing.reduce((ended, value) => (value < 255 ? ended + 1 : ended), 0);
      return { header: true, durationUs: 0 };
    },
    get preamble() {
      preamble ??= joined(headerPages, preambleBytes);
      return preamble;
    },
  };
};

const joined = (pages: readonly Uint8Array[], totalBytes: number): Uint8Array => {
  const whole = new Uint8Array(totalBytes);
  let at = 0;
  for (const page of pages) {
    whole.set(page, at);
    at += page.length;
  }
  return whole;
};
