/** What a chain of pages carries, as its first packet says. */
export interface OggCodec {
  /** Granules a second, which are samples a second for all three codecs. */
  readonly sampleRate: number;
  /** How many packets come before the audio, the first included; null when only the audio itself shows that they are over. */
  readonly headerPackets: number | null;
}

const beginsWith = (packet: Uint8Array, text: string, at = 0): boolean => {
  for (let i = 0; i < text.length; i += 1) if (packet[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

/** RFC 7845 §5.1. Granules are 48 kHz whatever the input was (§4). Only the minor half of the version may differ. */
const opusOf = (packet: Uint8Array): OggCodec | null => {
  const understood = packet.length >= 19 && beginsWith(packet, 'OpusHead') && (packet[8] ?? 0) < 16;
  return understood ? { sampleRate: 48_000, headerPackets: 2 } : null;
};

/** Vorbis I specification §4.2.1 and §4.2.2. */
const vorbisOf = (packet: Uint8Array): OggCodec | null => {
  if (packet.length < 30 || !beginsWith(packet, '\x01vorbis\0\0\0\0')) return null;
  const sampleRate = new DataView(packet.buffer, packet.byteOffset).getUint32(12, true);
  return { sampleRate, headerPackets: 3 };
};

/** RFC 9639 §10.1: the mapping's own header, then `fLaC` and the STREAMINFO block. A count of 0 means unknown. */
const flacOf = (packet: Uint8Array): OggCodec | null => {
  if (packet.length < 51 || !beginsWith(packet, '\x7fFLAC\x01') || !beginsWith(packet, 'fLaC', 9)) return null;
  const view = new DataView(packet.buffer, packet.byteOffset);
  const following = view.getUint16(7);
  return { sampleRate: view.getUint32(27) >>> 12, headerPackets: following === 0 ? null : following + 1 };
};

/** The codec that the first packet of a logical stream announces; null when it is none of Opus, Vorbis and FLAC. */
export const oggCodecOf = (packet: Uint8Array): OggCodec | null => {
  const codec = opusOf(packet) ?? vorbisOf(packet) ?? flacOf(packet);
  return codec !== null && codec.sampleRate > 0 ? codec : null;
};

/** Whether a page whose body begins with a packet begins with FLAC audio: no metadata block has type 127 (RFC 9639 §8.1, §9.1). */
export const beginsWithFlacAudio = (body: Uint8Array): boolean => body[0] === 0xff;
