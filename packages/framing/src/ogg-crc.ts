/** The generator of RFC 3533 §6: not reflected, starting from 0, nothing inverted at the end. */
const POLYNOMIAL = 0x04c11db7;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
  return crc;
});

/** Goes on with the checksum of an Ogg page over `bytes`; the field of the checksum itself counts as zeros. */
export const oggCrc = (bytes: Uint8Array, crc = 0): number => {
  let running = crc;
  for (let i = 0; i < bytes.length; i += 1) {
    running = (running << 8) ^ (TABLE[(running >>> 24) ^ (bytes[i] ?? 0)] ?? 0);
  }
  return running >>> 0;
};
