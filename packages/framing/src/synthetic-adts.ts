import { ADTS_SAMPLE_RATES } from './adts-header.ts';
import { MARK_BYTES, writeMark } from './synthetic-mark.ts';
import { bytesOfFrame, requestedIndices, type SyntheticFramesRequest } from './synthetic-request.ts';

const SAMPLES = 1024;
const HEADER_BYTES = 7;

/** Element id 4, tag 0, aligned to bytes; then the number of bytes, up to 254. */
const DATA_ELEMENT = 0b100_0000_1;
const DATA_HEADER_BYTES = 2;
const MAX_DATA_BYTES = 254;

/**
 * A single channel element of 29 bits, all zeros: its only window has no scale factor bands, so it is silent;
 * and the three bits that end the block.
 */
const SILENCE = [0, 0, 0, 0b111];

const OVERHEAD_BYTES = HEADER_BYTES + DATA_HEADER_BYTES + SILENCE.length;

/**
 * Silent frames of AAC-LC in ADTS (64 kbit/s, 44.1 kHz unless told), one channel, with the mark in a data stream element
 * (ISO/IEC 14496-3 §4.4.2.1). Throws a RangeError for a sample rate that ADTS does not have and for a bitrate that
 * gives frames outside 22 to 267 bytes.
 */
export const syntheticAdtsFrames = (request: SyntheticFramesRequest): Uint8Array[] => {
  const { bitrateKbps = 64, sampleRate = 44_100 } = request;
  const rateIndex = ADTS_SAMPLE_RATES.indexOf(sampleRate);
  const meanBytes = (SAMPLES * bitrateKbps * 125) / sampleRate;
  const fits = meanBytes >= OVERHEAD_BYTES + MARK_BYTES && meanBytes <= OVERHEAD_BYTES + MAX_DATA_BYTES;
  if (rateIndex === -1 || !fits) {
    throw new RangeError(`expected a rate for short frames of ADTS, got ${bitrateKbps} kbit/s at ${sampleRate} Hz`);
  }

  return requestedIndices(request).map((index) => {
    const frame = new Uint8Array(bytesOfFrame(index, { meanBytes }));
    frame.set([...headerOf({ rateIndex, frameBytes: frame.length }), DATA_ELEMENT, frame.length - OVERHEAD_BYTES]);
    frame.set(SILENCE, frame.length - SILENCE.length);
    writeMark(frame, { at: HEADER_BYTES + DATA_HEADER_BYTES, index });
    return frame;
  });
};

/** MPEG-4, no CRC, AAC-LC, one channel, variable rate (buffer fullness 0x7ff), one block. */
const headerOf = ({ rateIndex, frameBytes }: { rateIndex: number; frameBytes: number }): number[] => [
  0xff,
  0xf1,
  0b01_0000_00 | (rateIndex << 2),
  0b01_000000 | (frameBytes >> 11),
  (frameBytes >> 3) & 0xff,
  ((frameBytes & 0b111) << 5) | 0x1f,
  0xfc,
];
