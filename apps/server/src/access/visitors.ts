import { type CallContext, cookieIn } from '../platform/http/index.ts';
import { AppError, type Chance, createSealer } from '../platform/index.ts';
import { type RateLimits, rangeOf } from '../platform/limits/index.ts';

/**
 * People who are not signed in, told apart by a cookie with a random number and nothing else in it. Whoever has none counts with all others
 * of the same address, so throwing it away gains nothing.
 */
export interface Visitors {
  /** Gives a visitor who has no cookie one; too many for one address get none. */
  greet(context: CallContext): Promise<void>;
  /** Who asks: an account, a visitor, or an address. A key, nothing to show. */
  personOf(context: CallContext): string;
  /** The random number in the cookie of a visitor; null: there is none of ours. */
  numberIn(cookieHeader: string | null): string | null;
}

interface VisitorsOptions {
  readonly secret: string;
  readonly limits: Pick<RateLimits, 'take'>;
  readonly chance: Pick<Chance, 'token'>;
  /** True when people reach the server by https. */
  readonly secureCookies: boolean;
}

const COOKIE = 'visitor';
const KEEP_S = 365 * 86_400;

export const createVisitors = ({ secret, limits, chance, secureCookies }: VisitorsOptions): Visitors => {
  const sealer = createSealer({ secret, purpose: 'visitor' });

  const numberIn = (cookieHeader: string | null): string | null => {
    const sealed = cookieIn(cookieHeader, COOKIE);
    if (sealed === null) return null;
    try {
      return sealer.open(sealed);
    } catch {
      return null; // forged, or of another server
    }
  };

  return {
    greet: async (context) => {
      if (context.caller || numberIn(context.cookieHeader) !== null) return;
      try {
        await limits.take('visitor-address', rangeOf(context.address));
      } catch (error) {
        if (error instanceof AppError && error.code === 'too_many_requests') return;
        throw error;
      }
      const value = sealer.seal(chance.token());
      context.setCookie({ name: COOKIE, value, maxAgeS: KEEP_S, secure: secureCookies });
    },
    personOf: ({ caller, cookieHeader, address }) => {
      if (caller) return `account ${caller.accountId}`;
      const visitor = numberIn(cookieHeader);
      return visitor === null ? `address ${rangeOf(address)}` : `visitor ${visitor}`;
    },
    numberIn,
  };
};
