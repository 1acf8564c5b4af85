import type { Floodgate } from '../platform/http/index.ts';
import { type RateLimits, rangeOf } from '../platform/limits/index.ts';
import type { AddressBans } from './address-bans.ts';

/** What stands before every REST call: banned addresses, and how much may come from one address at all. */
export const createFloodgate = ({ bans, limits }: { bans: AddressBans; limits: RateLimits }): Floodgate => ({
  isBanned: bans.isBanned,
  noteRefusal: bans.noteRefusal,
  take: (kind, address) => limits.take(kind === 'read' ? 'read-address' : 'change-address', rangeOf(address)),
  takeUpload: (accountId) => limits.take('upload-account', accountId),
});
