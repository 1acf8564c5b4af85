import { createHmac } from 'node:crypto';
import { type Cookie, cookieIn } from '../platform/http/index.ts';
import type { Chance, Clock } from '../platform/index.ts';
import type { SessionStore } from './session-store.ts';

const COOKIE_NAME = 'livestreamer_session';
const DAY_MS = 86_400_000;
const LIFE_MS = 30 * DAY_MS;
/** A session in use is prolonged, but written at most this often. */
const TOUCH_MS = 3_600_000;
/** The browser keeps the cookie as long as browsers allow; the server decides when the session is over. */
const COOKIE_S = (400 * DAY_MS) / 1_000;

/**
 * Who is signed in. The cookie holds a random token; the store only its HMAC, so a stolen database signs nobody in.
 * A session lives for 30 days after its last use.
 */
export interface Sessions {
  /** Signs an account in: a new session, and the cookie that carries it. A session that the browser had before ends. */
  open(accountId: string, cookieHeader: string | null): Promise<Cookie>;
  /** The account that this `Cookie` header stands for. */
  accountIdOf(cookieHeader: string | null): Promise<string | null>;
  /** Ends the session, if any; returns the cookie that clears the browser's. */
  close(cookieHeader: string | null): Promise<Cookie>;
}

interface SessionsOptions {
  readonly store: SessionStore;
  readonly secret: string;
  /** Whether people come by https. */
  readonly secure: boolean;
  readonly clock: Clock;
  readonly chance: Chance;
}

export const createSessions = ({ store, secret, secure, clock, chance }: SessionsOptions): Sessions => {
  const hashOf = (token: string): string => createHmac('sha256', secret).update(token).digest('base64url');
  const cookie = (value: string, maxAgeS: number): Cookie => ({ name: COOKIE_NAME, value, maxAgeS, secure });

  const forget = async (cookieHeader: string | null): Promise<void> => {
    const token = cookieIn(cookieHeader, COOKIE_NAME);
    if (token !== null) await store.remove(hashOf(token));
  };

  return {
    open: async (accountId, cookieHeader) => {
      await forget(cookieHeader);
      const token = chance.token();
      await store.add({ tokenHash: hashOf(token), accountId, expiresAtMs: clock.now() + LIFE_MS });
      return cookie(token, COOKIE_S);
    },
    accountIdOf: async (cookieHeader) => {
      const token = cookieIn(cookieHeader, COOKIE_NAME);
      const session = token === null ? null : await store.find(hashOf(token));
      if (!session) return null;
      const freshMs = clock.now() + LIFE_MS;
      if (freshMs - session.expiresAtMs >= TOUCH_MS) await store.prolong(session.tokenHash, freshMs);
      return session.accountId;
    },
    close: async (cookieHeader) => {
      await forget(cookieHeader);
      return cookie('', 0);
    },
  };
};
