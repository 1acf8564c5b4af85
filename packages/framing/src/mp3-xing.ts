const HEADER_BYTES = 4;
const CRC_BYTES = 2;

/** Fraunhofer's encoder puts its own at a fixed place, whatever the mode. */
const VBRI_AT = 36;

const hasText = (bytes: Uint8Array, at: number, text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

/** Side information of layer III: ISO/IEC 11172-3 §2.4.1.7 and 13818-3 §2.4.1.7. */
const sideBytes = ({ mpeg1, mono }: { mpeg1: boolean; mono: boolean }): number => {
  if (mpeg1) return mono ? 17 : 32;
  return mono ? 9 : 17;
};

/**
 * Whether a layer III frame is the silent one that encoders put before a file (Xing, Info, VBRI). It tells how
 * many frames and bytes follow; players believe it, so on air it would announce the length and the end of a show.
 * Source: LAME's VbrTag.c, and mpg123's check_lame_tag for the two bytes of the CRC.
 */
export const isXingFrame = (frame: Uint8Array): boolean => {
  const [, second = 0, , fourth = 0] = frame;
  const side = sideBytes({ mpeg1: (second & 0x18) === 0x18, mono: fourth >> 6 === 0b11 });
  const at = HEADER_BYTES + ((second & 1) === 0 ? CRC_BYTES : 0) + side;
  return hasText(frame, at, 'Xing') || hasText(frame, at, 'Info') || hasText(frame, VBRI_AT, 'VBRI');
};
