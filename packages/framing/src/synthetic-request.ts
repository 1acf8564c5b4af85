/** Which synthetic frames to make. */
export interface SyntheticRequest {
  readonly count: number;
  /** Index of the first one; 0 when not given. Two runs that follow each other by index fit together. */
  readonly firstIndex?: number;
}

/** Synthetic frames of a format whose bitrate and sample rate may be chosen. */
export interface SyntheticFramesRequest extends SyntheticRequest {
  readonly bitrateKbps?: number;
  /** Samples a second. */
  readonly sampleRate?: number;
}

/** The indices that a request asks for. */
export const requestedIndices = ({ count, firstIndex = 0 }: SyntheticRequest): number[] =>
  Array.from({ length: count }, (_, i) => firstIndex + i);

/** How long frame number `index` is when the frames together keep the rate, as an encoder's padding does. */
export const bytesOfFrame = (index: number, { meanBytes }: { meanBytes: number }): number =>
  Math.floor(meanBytes * (index + 1)) - Math.floor(meanBytes * index);
