/** What the few bytes at the front of an MP3 or ADTS frame say about it. */
export interface FrameHeader {
  /** The whole frame, header included. */
  readonly frameBytes: number;
  /** Samples of one channel. */
  readonly samples: number;
  /** Samples a second. */
  readonly sampleRate: number;
  /** The bits that stay the same from frame to frame: another signature means another decoder. */
  readonly signature: number;
}

/** How a format without checksums shows its frames. */
export interface HeaderFormat {
  readonly headerBytes: number;
  /** Whether a header may begin with these two bytes. Fast: it sees every byte of garbage. */
  mayBegin(first: number, second: number): boolean;
  /** The header at `at`, where at least `headerBytes` follow, or null when it is none. */
  read(bytes: Uint8Array, at: number): FrameHeader | null;
  /** Whether a whole frame carries no audio but tells about the file it was cut from. */
  describesFile(frame: Uint8Array): boolean;
}
