import { type OggPage, writeOggPage } from './ogg-page.ts';
import { MARK_BYTES, writeMark } from './synthetic-mark.ts';
import { requestedIndices, type SyntheticRequest } from './synthetic-request.ts';

/** Of one packet: 20 ms at 48 kHz. */
const SAMPLES = 960;

/** Samples that encoders commonly let the decoder drop at the start: 6.5 ms. */
const PRE_SKIP = 312;

/** RFC 6716 §3.1: 20 ms of fullband CELT, one channel; code 3, so a byte with the number of frames follows. */
const CONTENTS = 0b11111_0_11;
/** RFC 6716 §3.2.5: one frame; behind it padding, whose contents a decoder must not mind. */
const ONE_PADDED_FRAME = 0b0_1_000001;
/** A CELT frame that says it is silent and nothing else. */
const SILENCE = [0xff, 0xfe];

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

/** RFC 7845 §5.1: version 1, one channel, pre-skip, 48 kHz, no gain, mapping family 0. */
const HEAD = [...ascii('OpusHead'), 1, 1, PRE_SKIP & 0xff, PRE_SKIP >> 8, 0x80, 0xbb, 0, 0, 0, 0, 0];

/** RFC 7845 §5.2: who made it, and no comments. */
const VENDOR = ascii('LiveStreamer');
const TAGS = [...ascii('OpusTags'), VENDOR.length, 0, 0, 0, ...VENDOR, 0, 0, 0, 0];

const packetOf = (index: number): Uint8Array => {
  const front = [CONTENTS, ONE_PADDED_FRAME, MARK_BYTES, ...SILENCE];
  const packet = new Uint8Array(front.length + MARK_BYTES);
  packet.set(front);
  writeMark(packet, { at: front.length, index });
  return packet;
};

type PageParts = Pick<OggPage, 'sequence' | 'serial' | 'granule' | 'body'>;

/** A page with one short packet. */
const pageOf = (parts: PageParts): Uint8Array =>
  writeOggPage({
    ...parts,
    continued: false,
    first: parts.sequence === 0,
    last: false,
    lacing: Uint8Array.of(parts.body.length),
  });

/** Asks for `count` pages of audio; `serial` names the logical stream, 1 unless told. */
export interface SyntheticOggRequest extends SyntheticRequest {
  readonly serial?: number;
}

/**
 * A chain of silent Ogg Opus: the two header pages, then pages of one packet of 20 ms with the mark in its padding.
 * Another `serial` in a second call makes another chain.
 */
export const syntheticOggOpusPages = (request: SyntheticOggRequest): Uint8Array[] => {
  const { serial = 1 } = request;
  return [
    pageOf({ sequence: 0, serial, granule: 0, body: Uint8Array.from(HEAD) }),
    pageOf({ sequence: 1, serial, granule: 0, body: Uint8Array.from(TAGS) }),
    ...requestedIndices(request).map((index, i) =>
      pageOf({ sequence: 2 + i, serial, granule: SAMPLES * (i + 1), body: packetOf(index) }),
    ),
  ];
};
