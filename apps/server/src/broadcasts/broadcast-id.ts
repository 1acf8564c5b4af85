import type { Chance } from '../platform/index.ts';

/** A random UUID (RFC 9562 §5.4). Made here and not by the database, so that a show has its name even while the database is away. */
export const newBroadcastId = (chance: Chance): string => {
  const bytes = Buffer.from(chance.token(), 'base64url').subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};
