import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@livestreamer/clock';

/**
 * What the doctor and the server know of each other, made from the session secret that both have: two processes with the
 * same settings need no other introduction. A token opens the self-check endpoints for a minute; a proof tells that the
 * answer to a nonce comes from a server with this secret, now, and not from another program or a cache.
 */
export interface SelfCheckKey {
  makeToken(): string;
  accepts(token: string): boolean;
  proofOf(nonce: string): string;
}

const TOKEN_LIFE_MS = 60_000;
const TOKEN = /^(\d{1,15})\.([\w-]{43})$/;

export const createSelfCheckKey = ({ secret, clock }: { secret: string; clock: Clock }): SelfCheckKey => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'livestreamer: self-check', 32));
  const sign = (what: 'token' | 'proof', text: string): string =>
    createHmac('sha256', key).update(`${what} ${text}`).digest('base64url');

  return {
    makeToken: () => {
      const untilMs = clock.now() + TOKEN_LIFE_MS;
      return `${untilMs}.${sign('token', String(untilMs))}`;
    },
    accepts: (token) => {
      const [, until = '', signature = ''] = TOKEN.exec(token) ?? [];
      // Made for longer than that it is none of ours, whatever the clocks say.
      const isInTime = Math.abs(Number(until) - clock.now()) <= TOKEN_LIFE_MS && Number(until) > clock.now();
      const expected = Buffer.from(sign('token', until));
      const given = Buffer.from(signature);
      return isInTime && given.length === expected.length && timingSafeEqual(given, expected);
    },
    proofOf: (nonce) => sign('proof', nonce),
  };
};
