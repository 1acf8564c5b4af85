import { MPEG_VERSIONS } from './mp3-header.ts';
import { writeMark } from './synthetic-mark.ts';
import { bytesOfFrame, requestedIndices, type SyntheticFramesRequest } from './synthetic-request.ts';

const HEADER_BYTES = 4;

/** Side information of one channel: MPEG-2 and 2.5, which have the lower sample rates, need less. */
const sideBytes = (sampleRate: number): number => (sampleRate >= 32_000 ? 17 : 9);

const MONO = 0b1100_0000;

/**
 * Silent MP3 frames (128 kbit/s, 44.1 kHz unless told), one channel. The side information is all zeros: it points to no
 * main data, so the rest of the frame is ancillary and holds the mark. Throws a RangeError for a bitrate or sample rate
 * that MP3 does not have.
 */
export const syntheticMp3Frames = (request: SyntheticFramesRequest): Uint8Array[] => {
  const { bitrateKbps = 128, sampleRate = 44_100 } = request;
  const version = MPEG_VERSIONS.find(({ sampleRates }) => sampleRates.includes(sampleRate));
  const bitrateIndex = (version?.bitratesKbps.indexOf(bitrateKbps) ?? -1) + 1;
  if (version === undefined || bitrateIndex === 0) {
    throw new RangeError(`expected a bitrate and sample rate of MP3, got ${bitrateKbps} kbit/s at ${sampleRate} Hz`);
  }
  const meanBytes = (version.samples * bitrateKbps * 125) / sampleRate;
  const second = 0xe3 | (version.bits << 3);
  const third = (bitrateIndex << 4) | (version.sampleRates.indexOf(sampleRate) << 2);

  return requestedIndices(request).map((index) => {
    const frame = new Uint8Array(bytesOfFrame(index, { meanBytes }));
    const padding = frame.length - Math.floor(meanBytes);
    frame.set([0xff, second, third | (padding << 1), MONO]);
    writeMark(frame, { at: HEADER_BYTES + sideBytes(sampleRate), index });
    return frame;
  });
};
